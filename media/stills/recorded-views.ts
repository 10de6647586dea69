// What can be looked at of recordings without playing them: pictures of moments, and how loud they are. Made and closed as one.
import { createRecordedStills, type RecordedStills } from './recorded-still.ts';
import { createRecordedWaveforms, type RecordedWaveforms, type WaveformOptions } from './recorded-waveforms.ts';

export interface RecordedViews {
  readonly stills: RecordedStills;
  readonly waveforms: RecordedWaveforms;
  close(): Promise<void>;
}

export function createRecordedViews(options: WaveformOptions): RecordedViews {
  const stills = createRecordedStills(options);
  const waveforms = createRecordedWaveforms(options);
  return {
    stills,
    waveforms,
    async close() {
      await waveforms.close();
      await stills.close();
    },
  };
}

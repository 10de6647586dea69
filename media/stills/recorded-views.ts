// What can be looked at without playing anything: pictures of moments, how loud recordings are, portraits. Made and closed as one.
import { createPortraits, type Portraits } from './portrait.ts';
import { createRecordedStills, type RecordedStills } from './recorded-still.ts';
import { createRecordedWaveforms, type RecordedWaveforms, type WaveformOptions } from './recorded-waveforms.ts';

export interface RecordedViews {
  readonly stills: RecordedStills;
  readonly waveforms: RecordedWaveforms;
  readonly portraits: Portraits;
  close(): Promise<void>;
}

export function createRecordedViews(options: WaveformOptions): RecordedViews {
  const stills = createRecordedStills(options);
  const waveforms = createRecordedWaveforms(options);
  return {
    stills,
    waveforms,
    portraits: createPortraits(options),
    async close() {
      await waveforms.close();
      await stills.close();
    },
  };
}

// The words of the captions track at the current second; we draw them ourselves, below the controls' reach.
import { useEffect, useState } from 'react';

/** Lines to show now; empty without a track, between cues or when switched off. */
export function useCaptionLines(track: HTMLTrackElement | null, isOn: boolean): readonly string[] {
  const [lines, setLines] = useState<readonly string[]>([]);
  useEffect(() => {
    return track === null ? undefined : followCues(track.track, isOn, setLines);
  }, [track, isOn]);
  return isOn ? lines : [];
}

/** Reads the cues that are due without letting the browser draw them; returns how to stop. */
function followCues(cues: TextTrack, isOn: boolean, tell: (lines: readonly string[]) => void): () => void {
  cues.mode = isOn ? 'hidden' : 'disabled';
  const read = () => tell([...(cues.activeCues ?? [])].flatMap(linesOf));
  cues.addEventListener('cuechange', read);
  return () => cues.removeEventListener('cuechange', read);
}

function linesOf(cue: TextTrackCue): string[] {
  const words = 'getCueAsHTML' in cue && cue instanceof VTTCue ? cue.getCueAsHTML().textContent : null;
  return words === null ? [] : words.split('\n').filter((line) => line.trim() !== '');
}

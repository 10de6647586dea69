// Chooses what plays: hls.js wherever it runs, the browser's own HLS only where it does not.
// Never asks canPlayType first: Chrome says "maybe" and then plays badly (hls.js #7827).
import type { StartEngine } from './engine.ts';

/** Fetches the engine's code; null when this browser cannot play HLS at all. */
export async function loadEngine(video: HTMLVideoElement): Promise<StartEngine | null> {
  const { isHlsJsUsable, startHlsEngine } = await import('./hls-engine.ts');
  if (isHlsJsUsable()) return startHlsEngine;
  if (video.canPlayType('application/vnd.apple.mpegurl') === '') return null;
  const { startNativeEngine } = await import('./native-engine.ts');
  return startNativeEngine;
}

// The settings of hls.js that live council pictures need, as plain data; must not import hls.js itself.
import { retryDelayMs } from './retry-delay.ts';

/** There is a gap at that address: another rung has the pictures, and asking again would help nobody. */
const gone = 410;

/**
 * Settings for one source. `isLive` is asked at every failed request: while live a playlist or a fragment is asked for
 * for ever, since a recess answers 503 and a lost feed 404, and a rung that hls.js has once given up is never tried again.
 */
export function hlsSettings(isLive: () => boolean) {
  const patience = {
    maxNumRetry: Number.POSITIVE_INFINITY,
    retryDelayMs: retryDelayMs(0, true),
    maxRetryDelayMs: retryDelayMs(10, true),
    shouldRetry: (
      _settings: unknown,
      retryCount: number,
      _isTimeout: boolean,
      answer: { code?: number } | undefined,
      byDefault: boolean,
    ) => answer?.code !== gone && (isLive() || (byDefault && retryCount < 4)),
  };
  const patientLoading = (maxTimeToFirstByteMs: number) => ({
    default: { maxTimeToFirstByteMs, maxLoadTimeMs: 20_000, timeoutRetry: patience, errorRetry: patience },
  });
  return {
    lowLatencyMode: true,
    liveDurationInfinity: true,
    // The speed at the live edge is live-pace.ts's business: hls.js leaves it alone (its default).
    // liveSyncDuration stays unset: the server's PART-HOLD-BACK decides. A stall moves the aim back by this many seconds,
    // until stall-calm.ts takes it back.
    liveSyncOnStallIncrease: 0.5,
    backBufferLength: 60,
    maxBufferLength: 20,
    // Sound and picture are remuxed already (fMP4): a worker would only need a hole in the content security policy.
    enableWorker: false,
    // A rung that failed may be used again after this time.
    errorPenaltyExpireMs: 15_000,
    // The engine asks for a missing master playlist itself, see retry-delay.ts.
    manifestLoadPolicy: {
      default: { maxTimeToFirstByteMs: 10_000, maxLoadTimeMs: 20_000, timeoutRetry: null, errorRetry: null },
    },
    playlistLoadPolicy: patientLoading(20_000),
    fragLoadPolicy: patientLoading(15_000),
    enableInterstitialPlayback: false,
    enableDateRangeMetadataCues: false,
    enableCEA708Captions: false,
  };
}

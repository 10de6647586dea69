// What is wrong with a feed, in words: the fact and its cure. The pages translate by code; the API answers these sentences.
import type { RelayProblem } from '../../media/ingest/relay/relay-problem.ts';
import type { SourceReport } from '../../media/ingest/relay/source-report.ts';
import type { FeedSource } from '../contract/feeds.ts';
import type { FeedProblemCode, FeedReport } from '../../media/ingest/feed-report.ts';

/** One sentence a code; `fact` is the codec, the seconds … that belong to it. */
const sentences: Readonly<Record<FeedProblemCode, (fact: string | null) => string>> = {
  'video-codec-unsupported': (fact) =>
    `The encoder sends video as ${fact ?? 'something'} that cannot be used: set its video codec to H.264.`,
  'audio-codec-unsupported': (fact) =>
    `The encoder sends sound as ${fact ?? 'something'} that cannot be used: set its audio codec to AAC.`,
  'no-video': () =>
    'The encoder sends no picture, and without one nothing is recorded: check the camera and the video settings of the encoder.',
  'no-audio': () => 'The encoder sends no sound: check the microphone and the audio settings of the encoder.',
  'chroma-unsupported': (fact) =>
    `The picture is coded as ${fact ?? 'a format'} that browsers cannot show: set the encoder to 4:2:0 (profile "high" or "main").`,
  'keyframes-missing': (fact) =>
    `No keyframe has come for ${fact ?? '10'} s: set the keyframe interval of the encoder to 2 s.`,
  'keyframes-rare': (fact) =>
    `Keyframes come only every ${fact ?? '4'} s: set the keyframe interval of the encoder to 2 s, or viewers lag behind.`,
  'picture-black': () => 'The picture is black: check the camera, its cable and the scene of the encoder.',
  'picture-frozen': () => 'The picture stands still: check the camera and restart the encoder if nothing moves.',
  'sound-silent': () => 'There is no sound: check that the microphones are on and that the encoder uses them.',
  'sound-clipping': () => 'The sound is too loud and crackles: turn the input of the encoder down.',
  'sound-apart': (fact) =>
    `Sound and picture are ${fact ?? 'some'} s apart: restart the encoder, and check its sound device.`,
  'bitrate-collapsed': (fact) =>
    `The encoder sends only ${fact ?? 'few'} kbit/s, far less than before: check its network connection.`,
  'ladder-reduced': (fact) =>
    `This machine cannot keep up, so the quality ${fact ?? 'above'} was left out; the recording of the source is whole.`,
  'disk-filling': (fact) => `The disk has room for ${fact ?? 'few'} hours more: make room before the next session.`,
  'disk-scarce': (fact) =>
    `The disk has room for ${fact ?? 'few'} hours only: just the best quality is recorded until there is more room.`,
  'disk-full': () => 'The disk is full: recording goes on from a small reserve. Make room now.',
  'clock-set': (fact) =>
    `The clock of this machine was set by ${fact ?? 'some'} s while the server runs: recordings keep the old time.`,
  'two-encoders': (fact) =>
    `Two encoders send for this session: the last one, from ${fact ?? 'this machine'}, is on air. Stop the other one; if you do not know it, renew the stream key.`,
  'transcoder-failed': (fact) =>
    `The server cannot process this feed${fact === null ? '' : ` (${fact})`}: it tries again; if this lasts, restart the encoder.`,
};

/** Why a source does not come, one sentence a code. */
const sourceSentences: Readonly<Record<RelayProblem, string>> = {
  'source-forbidden': 'The address is not public: an administrator can allow its network with PULL_NETWORKS.',
  'source-untrusted':
    'The certificate of the source is not trusted: it is expired, for another name, or of an authority that an administrator can name with PULL_CA_FILE.',
  'source-refused': 'The source refuses the user name, the password or the passphrase: check them.',
  'source-not-found': 'The source answers, but there is nothing under this address: check its path.',
  'source-unreachable': 'The source does not answer: check the address, the device and the network.',
  'source-unreadable': 'What the source sends is no picture and sound that can be read: check its format.',
  'source-failed': 'The source failed; the server’s log says more.',
};

/** A source as the API answers it. */
export function describeSource({ problem, ...report }: SourceReport): FeedSource {
  return { ...report, problem: problem === null ? null : { code: problem, detail: sourceSentences[problem] } };
}

/** A problem as the API answers it. */
export function describeFeedProblem(problem: FeedReport['problems'][number]): {
  code: string;
  detail: string;
  fact: string | null;
} {
  return { code: problem.code, detail: sentences[problem.code](problem.fact), fact: problem.fact };
}

/** What staff should know about the feed at the moment they go on air. Nothing here is a refusal. */
export function warnAboutFeed(report: FeedReport): { code: string; detail: string }[] {
  const problems = report.problems.map(describeFeedProblem).map(({ code, detail }) => ({ code, detail }));
  if (report.status === 'receiving') return problems;
  const detail = 'No encoder is sending: the session is on air, but there is nothing to see until one connects.';
  return [{ code: 'no-feed', detail }, ...problems];
}

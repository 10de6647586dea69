// What is wrong with a feed, in the reader's language; unknown codes keep the server's own sentence.
import { useTranslation } from 'react-i18next';
import type { FeedHealth } from '../../server/contract/feeds.ts';

const wordsByCode = {
  'video-codec-unsupported': 'desk.feed.problems.videoCodec',
  'audio-codec-unsupported': 'desk.feed.problems.audioCodec',
  'no-video': 'desk.feed.problems.noVideo',
  'no-audio': 'desk.feed.problems.noAudio',
  'chroma-unsupported': 'desk.feed.problems.chroma',
  'keyframes-missing': 'desk.feed.problems.keyframesMissing',
  'keyframes-rare': 'desk.feed.problems.keyframesRare',
  'transcoder-failed': 'desk.feed.problems.transcoder',
  'two-encoders': 'desk.feed.problems.twoEncoders',
  'picture-black': 'desk.feed.problems.pictureBlack',
  'picture-frozen': 'desk.feed.problems.pictureFrozen',
  'sound-silent': 'desk.feed.problems.soundSilent',
  'sound-clipping': 'desk.feed.problems.soundClipping',
  'sound-apart': 'desk.feed.problems.soundApart',
  'bitrate-collapsed': 'desk.feed.problems.bitrateCollapsed',
  'ladder-reduced': 'desk.feed.problems.ladderReduced',
  'disk-filling': 'desk.feed.problems.diskFilling',
  'disk-scarce': 'desk.feed.problems.diskScarce',
  'disk-full': 'desk.feed.problems.diskFull',
  'clock-set': 'desk.feed.problems.clockSet',
  'feed-lost': 'desk.feed.status.lost',
  'feed-stalled': 'desk.feed.status.stalled',
  'no-feed': 'desk.feed.problems.noFeed',
  'not-rehearsed': 'control.rehearsal.notDone',
  'no-legal-basis': 'bodies.legal.wentWithout',
} as const;

type KnownCode = keyof typeof wordsByCode;

function isKnown(code: string): code is KnownCode {
  return code in wordsByCode;
}

/** A function that says a problem and its cure in a sentence. A sentence that needs a fact is ours only when it is known. */
export function useFeedProblemInWords(): (problem: FeedHealth['problems'][number]) => string {
  const { t } = useTranslation();
  return ({ code, detail, fact }) => {
    if (!isKnown(code)) return detail;
    const sentence = t(wordsByCode[code], { fact: fact ?? '' });
    const needsFact = t(wordsByCode[code], { fact: '\u0000' }).includes('\u0000');
    return needsFact && fact === null ? detail : sentence;
  };
}

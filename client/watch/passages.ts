// What was said, cut into passages that a reader can follow; pure.
import type { SessionRecord } from '../../server/contract/sessions.ts';

/** A stretch of speech by one speaker. Times are seconds on the playable timeline. */
export interface Passage {
  readonly id: string;
  readonly agendaItemId: string | null;
  readonly speaker: string | null;
  readonly role: string | null;
  readonly group: string | null;
  readonly lang: string | null;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly isTimeEstimated: boolean;
  readonly text: string;
}

type Cue = SessionRecord['cues'][number];

/** A passage of a transcript grows to this many characters, then ends with the sentence. */
const passageCharacters = 280;
/** Silence of this many seconds ends a passage. */
const passageGapSeconds = 4;

/** The transcript where there is one, because its times are exact; else the speeches. */
export function passagesOf(record: SessionRecord): Passage[] {
  return record.cues.length > 0 ? passagesOfCues(record.cues) : record.speeches.map(passageOfSpeech);
}

/** The passage on screen at a second: the last one that has begun; null before the first. */
export function passageAt(passages: readonly Passage[], seconds: number): number | null {
  const index = passages.findLastIndex((passage) => passage.startSeconds !== null && passage.startSeconds <= seconds);
  return index === -1 ? null : index;
}

function passageOfSpeech(speech: SessionRecord['speeches'][number]): Passage {
  const { timeEstimated, ...rest } = speech;
  return { ...rest, isTimeEstimated: timeEstimated };
}

function passagesOfCues(cues: readonly Cue[]): Passage[] {
  const groups: Cue[][] = [];
  for (const cue of cues) {
    const open = groups.at(-1);
    if (open && belongsTo(open, cue)) open.push(cue);
    else groups.push([cue]);
  }
  return groups.map(passageOfGroup);
}

function belongsTo(open: readonly Cue[], cue: Cue): boolean {
  const last = open.at(-1);
  if (last === undefined) return false;
  const speakerGoesOn = cue.speaker === null || cue.speaker === open[0]?.speaker;
  const length = open.reduce((sum, one) => sum + one.text.length, 0);
  const isFull = length >= passageCharacters && /[.!?…]["»”)]?\s*$/.test(last.text);
  return speakerGoesOn && !isFull && cue.startSeconds - last.endSeconds < passageGapSeconds;
}

function passageOfGroup(group: readonly Cue[], index: number): Passage {
  return {
    id: `cues-${index}`,
    agendaItemId: null,
    speaker: group[0]?.speaker ?? null,
    role: null,
    group: null,
    lang: null,
    startSeconds: group[0]?.startSeconds ?? null,
    endSeconds: group.at(-1)?.endSeconds ?? null,
    isTimeEstimated: false,
    text: group.map((cue) => cue.text.trim()).join(' '),
  };
}

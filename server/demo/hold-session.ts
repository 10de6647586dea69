// Holds one session of the demonstration from its creation to its end, as clerk and encoder would. Must not know processes.
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AgendaItem, Session } from '../contract/sessions.ts';
import { clockText, councilPictureArguments } from './council-picture.ts';
import type { CouncilPicture } from './council-picture.ts';
import type { DeskClient } from './desk-client.ts';
import { playScript, until } from './until.ts';
import type { Cue } from './until.ts';
import { town } from './vetralba.ts';
import type { DemoSession } from './vetralba.ts';

const dayMs = 86_400_000;
const encoderSeenWithinMs = 30_000;

/** An encoder that runs. */
export interface Encoder {
  stop(): Promise<void>;
}

/** What {@link holdSession} works with. */
export interface Stage {
  readonly desk: DeskClient;
  readonly startEncoder: (args: readonly string[]) => Encoder;
  /** Throw-away folder for the words in the picture. */
  readonly folder: string;
  /** Font file to write them with, null = a picture without words. */
  readonly fontFile: string | null;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Creates the session, sends pictures, goes on air, sets the marks in time; a session with an end is adjourned and gets
 * its transcript, one without goes on until the signal ends.
 * @param onAir told once the session is on air
 */
export async function holdSession(stage: Stage, demo: DemoSession, onAir: (session: Session) => void): Promise<void> {
  const { desk, signal } = stage;
  const scheduledAt = new Date(stage.now() - demo.daysAgo * dayMs).toISOString();
  const { title, body, agenda } = demo;
  const session = await desk.createSession({ title, body, scheduledAt, agenda: [...agenda] });
  const { rtmp } = await desk.feed(session.id);
  const caption = createCaption(stage, session.id);
  const encoder = stage.startEncoder(
    councilPictureArguments({ address: `${rtmp.url}/${rtmp.streamKey}`, ...sizeOf(demo), words: caption.words }),
  );
  try {
    const isSeen = async () => (await desk.feed(session.id)).status === 'receiving';
    await until('the encoder of the demonstration', isSeen, { deadlineMs: encoderSeenWithinMs, signal });
    await desk.command(session.id, 'go-live');
    onAir(session);
    await playScript(cuesOf(stage, demo, session, caption), signal);
  } finally {
    await encoder.stop();
  }
}

function cuesOf({ desk }: Stage, demo: DemoSession, session: Session, caption: Caption): Cue[] {
  const items = flatten(session.agenda);
  const marks = demo.marks.map(({ number, atSecond }) => ({
    atSecond,
    act: async () => {
      const item = items.find((one) => one.number === number);
      if (item === undefined) throw new Error(`the demonstration has no agenda item ${number}`);
      caption.show(`${item.number}  ${item.title}`);
      await desk.mark(session.id, item.id);
    },
  }));
  const end = {
    atSecond: demo.seconds ?? Number.POSITIVE_INFINITY,
    act: async () => {
      await desk.command(session.id, 'adjourn');
      await desk.putTranscript(session.id, toVtt(demo.transcript));
    },
  };
  return [...marks, end];
}

/** The session on air fills a screen, those recorded beside it are spared. */
function sizeOf(demo: DemoSession): Pick<CouncilPicture, 'width' | 'height'> {
  return demo.seconds === null ? { width: 960, height: 540 } : { width: 640, height: 360 };
}

function flatten(items: readonly AgendaItem[]): AgendaItem[] {
  return items.flatMap((item) => [item, ...flatten(item.children)]);
}

interface Caption {
  readonly words: CouncilPicture['words'];
  show(text: string): void;
}

/** The line at the bottom of the picture, kept in a file that ffmpeg reads again for every frame. */
function createCaption({ folder, fontFile }: Stage, name: string): Caption {
  const captionFile = path.join(folder, `${name}-caption.txt`);
  const clockFile = path.join(folder, `${name}-clock.txt`);
  const show = (text: string) => {
    // Replaced in one step: ffmpeg must never read half a line.
    writeFileSync(`${captionFile}.new`, `${town}\n${text}`);
    renameSync(`${captionFile}.new`, captionFile);
  };
  show('La seduta sta per cominciare');
  writeFileSync(clockFile, clockText);
  return { words: fontFile === null ? null : { captionFile, clockFile, fontFile }, show };
}

/** A transcript as WebVTT with the speakers as voices. */
export function toVtt(cues: DemoSession['transcript']): string {
  const blocks = cues.map(
    ({ from, to, speaker, text }) => `${vttTime(from)} --> ${vttTime(to)}\n<v ${speaker}>${text}</v>\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

function vttTime(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.000`;
}

// The invented council: its data fit the contract, its pictures and transcripts are well formed.
import { describe, expect, it } from '@jest/globals';
import { importedLineSchema } from '../../../server/contract/imports.ts';
import { newSessionSchema } from '../../../server/contract/sessions.ts';
import { councilPictureArguments } from '../../../server/demo/council-picture.ts';
import { toVtt } from '../../../server/demo/hold-session.ts';
import { oldArchive } from '../../../server/demo/old-archive.ts';
import { onAirSession, pastSessions } from '../../../server/demo/vetralba.ts';
import type { DemoSession } from '../../../server/demo/vetralba.ts';

const sessions = [onAirSession, ...pastSessions];

function numbersOf(
  items: readonly { number?: string | undefined; children?: readonly object[] | undefined }[],
): string[] {
  return items.flatMap((item) => [item.number ?? '', ...numbersOf(item.children ?? [])]);
}

describe('the invented council', () => {
  it.each(sessions)('can be created: $title', (session: DemoSession) => {
    const { title, body, agenda } = session;
    expect(() => newSessionSchema.parse({ title, body, agenda, scheduledAt: '2026-11-22T19:30:00Z' })).not.toThrow();
  });

  it.each(sessions)('marks only items of its agenda, in order: $title', (session: DemoSession) => {
    expect(numbersOf(session.agenda)).toEqual(expect.arrayContaining(session.marks.map((mark) => mark.number)));
    const seconds = session.marks.map((mark) => mark.atSecond);
    expect(seconds).toEqual([...seconds].sort((one, other) => one - other));
  });

  it('calls itself a demonstration everywhere', () => {
    expect(sessions.filter((session) => !session.title.includes('dimostrazione'))).toEqual([]);
  });

  it('brings an old archive in the import format', () => {
    for (const line of oldArchive) expect(importedLineSchema.safeParse(line).success).toBe(true);
  });

  it('says its transcript in WebVTT, within what is recorded', () => {
    expect(toVtt([{ from: 2, to: 68, speaker: 'Ada Lumini', text: 'Buonasera.' }])).toBe(
      'WEBVTT\n\n00:00:02.000 --> 00:01:08.000\n<v Ada Lumini>Buonasera.</v>\n',
    );
    for (const { seconds, transcript } of pastSessions) {
      expect(Math.max(...transcript.map((cue) => cue.to))).toBeLessThanOrEqual(seconds ?? 0);
    }
  });

  it('draws a chamber without words where ffmpeg has no font', () => {
    const args = councilPictureArguments({
      address: 'rtmp://localhost/live/key',
      width: 640,
      height: 360,
      words: null,
    });
    expect(args.join(' ')).not.toContain('drawtext');
    expect(args.at(-1)).toBe('rtmp://localhost/live/key');
  });
});

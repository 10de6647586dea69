// The acts of the timeline editor, each with its way back: everything goes through the audited commands of the server.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeEntry, LogEntry } from '../../../server/contract/council-log.ts';
import { addMarkAt } from '../../api/after.ts';
import { addEntry, changeEntry, logQuery, moveMark, removeEntry } from '../../api/council.ts';
import { removeMark } from '../../api/desk.ts';
import { useDeskAction } from '../use-desk-action.ts';
import { writeClock, type MarkThing, type SpeechThing, type Thing } from './timeline-things.ts';

interface Undoable {
  readonly words: string;
  readonly undo: () => Promise<unknown>;
}

const toInstant = (ms: number): string => new Date(ms).toISOString();

/** `note`: public, needed once the session is published. */
export function useTimelineActs(sessionId: string, note: string) {
  const { t } = useTranslation();
  const action = useDeskAction(sessionId);
  const cache = useQueryClient();
  const [done, setDone] = useState<readonly Undoable[]>([]);
  /** What was taken out and put back has another id since. */
  const newIds = useRef(new Map<string, string>());
  const noted = note.trim() === '' ? {} : { note: note.trim() };
  const perform = async (words: string, act: () => Promise<() => Promise<unknown>>): Promise<boolean> => {
    const answer = await action.run('timeline', act, words);
    if (answer === null) return false;
    setDone((before) => [...before, { words, undo: answer.value }]);
    return true;
  };
  const undo = async (): Promise<void> => {
    const last = done.at(-1);
    if (last === undefined) return;
    const answer = await action.run('timeline', last.undo, t('after.timeline.undone', { what: last.words }));
    if (answer !== null) setDone((before) => before.slice(0, -1));
  };

  const idNow = (id: string): string => {
    const next = newIds.current.get(id);
    return next === undefined ? id : idNow(next);
  };
  /** Later acts have made newer versions of what an earlier one changed. */
  const versionNow = async (id: string): Promise<number> => {
    const log = await cache.fetchQuery({ ...logQuery(sessionId), staleTime: 0 });
    return log.entries.find((entry) => entry.id === id)?.version ?? 1;
  };
  const change = async (entry: LogEntry, changes: Omit<ChangeEntry, 'version'>) => {
    await changeEntry(sessionId, entry.id, { version: entry.version, ...changes, ...noted });
    const { at, until, data } = entry;
    return async () => {
      const id = idNow(entry.id);
      return changeEntry(sessionId, id, { version: await versionNow(id), at, until, data, ...noted });
    };
  };
  /** The entry as it was is written anew, its end too. */
  const removeSpeech = async (entry: LogEntry) => {
    await removeEntry(sessionId, entry, noted.note);
    return async () => void newIds.current.set(entry.id, (await rewrite(entry)).id);
  };
  const rewrite = async (entry: Pick<LogEntry, 'at' | 'until' | 'agendaItemId' | 'data'>) => {
    const { at, until, agendaItemId, data } = entry;
    const { entry: made } = await addEntry(sessionId, { at, agendaItemId, data, ...noted });
    if (until === null) return made;
    return (await changeEntry(sessionId, made.id, { version: made.version, until, ...noted })).entry;
  };
  const move = (thing: Thing, seconds: number) => {
    const at = toInstant(thing.atMs + Math.round((seconds - thing.startSeconds) * 1000));
    const words = t('after.timeline.moved', { words: thing.words, time: writeClock(seconds) });
    return perform(words, async () => {
      if (thing.kind === 'speech') return change(thing.entry, { at });
      await moveMark(sessionId, thing.id, { at, seen: toInstant(thing.atMs), ...noted });
      return () => moveMark(sessionId, idNow(thing.id), { at: toInstant(thing.atMs), seen: at, ...noted });
    });
  };
  const addMark = (item: { id: string; words: string }, atMs: number) =>
    perform(t('after.timeline.added', { words: item.words }), async () => {
      const mark = await addMarkAt(sessionId, item.id, toInstant(atMs));
      return () => removeMark(sessionId, idNow(mark.id));
    });
  const remove = (thing: Thing) =>
    perform(t('after.timeline.removed', { words: thing.words }), async () => {
      if (thing.kind === 'speech') return removeSpeech(thing.entry);
      await removeMark(sessionId, thing.id, toInstant(thing.atMs));
      return async () => {
        const again = await addMarkAt(sessionId, thing.item.id, toInstant(thing.atMs));
        newIds.current.set(thing.id, again.id);
      };
    });
  const giveItem = (thing: MarkThing, item: { id: string; words: string }) =>
    perform(t('after.timeline.renamed', { words: item.words }), async () => {
      const made = await addMarkAt(sessionId, item.id, toInstant(thing.atMs));
      await removeMark(sessionId, thing.id);
      return async () => {
        const again = await addMarkAt(sessionId, thing.item.id, toInstant(thing.atMs));
        newIds.current.set(thing.id, again.id);
        await removeMark(sessionId, idNow(made.id));
      };
    });
  const rename = (thing: SpeechThing, speaker: string) =>
    perform(t('after.timeline.renamed', { words: speaker }), () => {
      const { data } = thing.entry;
      if (data.kind !== 'speech') throw new Error('only speeches have a speaker');
      return change(thing.entry, { data: { ...data, speaker, personId: null } });
    });
  const end = (thing: SpeechThing, seconds: number) =>
    perform(t('after.timeline.ended', { words: thing.words, time: writeClock(seconds) }), () =>
      change(thing.entry, { until: toInstant(thing.atMs + Math.round((seconds - thing.startSeconds) * 1000)) }),
    );
  const split = (thing: SpeechThing, seconds: number) =>
    perform(t('after.timeline.split', { words: thing.words, time: writeClock(seconds) }), async () => {
      const at = toInstant(thing.atMs + Math.round((seconds - thing.startSeconds) * 1000));
      // Ended first: while the same person speaks, the server takes a second entry for the same click.
      const back = await change(thing.entry, { until: at });
      const second = await rewrite({ ...thing.entry, at }).catch(async (error: unknown) => {
        await back();
        throw error;
      });
      return async () => {
        const id = idNow(second.id);
        await removeEntry(sessionId, { id, version: await versionNow(id) }, noted.note);
        await back();
      };
    });
  const merge = (thing: SpeechThing, next: SpeechThing) =>
    perform(t('after.timeline.merged', { words: thing.words, next: next.words }), async () => {
      const again = await removeSpeech(next.entry);
      const back = await change(thing.entry, { until: next.entry.until });
      return async () => {
        await back();
        await again();
      };
    });
  return {
    isBusy: action.running !== null,
    problem: action.problem,
    last: done.at(-1)?.words ?? null,
    ...{ undo, move, addMark, remove, giveItem, rename, end, split, merge },
  };
}

export type TimelineActs = ReturnType<typeof useTimelineActs>;

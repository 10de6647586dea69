// The line of waiting requests, with a clock and a timer in the test's hands.
import { describe, expect, it } from '@jest/globals';
import { WaitingLine, type Schedule } from '../../../media/origin/waiting-line.ts';

function handClock() {
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  const schedule: Schedule = (delayMs, run) => {
    const timer = { atMs: nowMs + delayMs, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const goTo = (ms: number): void => {
    nowMs = ms;
    const due = timers.filter((timer) => timer.atMs <= ms);
    timers = timers.filter((timer) => timer.atMs > ms);
    for (const timer of due) timer.run();
  };
  return { monotonicMs: () => nowMs, schedule, goTo, timerCount: () => timers.length };
}

describe('a line of waiting requests', () => {
  it('answers those whose wish has come true, in order of arrival, and keeps the others', () => {
    const line = new WaitingLine<number>({ ...handClock(), limitMs: 6000 });
    const answers: string[] = [];
    for (const wish of [2, 1, 3]) line.wait(wish, (outcome) => answers.push(`${wish} ${outcome}`));
    line.settle((wish) => (wish <= 2 ? 'ready' : 'wait'));
    expect(answers).toEqual(['2 ready', '1 ready']);
    expect(line.length).toBe(1);
  });

  it('gives up on each request after the limit, with one timer for all', () => {
    const clock = handClock();
    const line = new WaitingLine<string>({ ...clock, limitMs: 6000 });
    const answers: string[] = [];
    line.wait('early', (outcome) => answers.push(`early ${outcome}`));
    clock.goTo(1000);
    line.wait('later', (outcome) => answers.push(`later ${outcome}`));
    expect(clock.timerCount()).toBe(1);
    clock.goTo(6000);
    expect(answers).toEqual(['early late']);
    clock.goTo(7000);
    expect(answers).toEqual(['early late', 'later late']);
  });

  it('leaves no timer when nobody waits', () => {
    const clock = handClock();
    const line = new WaitingLine<string>({ ...clock, limitMs: 6000 });
    line.wait('one', () => undefined);
    line.settle(() => 'gone');
    expect(clock.timerCount()).toBe(0);
  });

  it('lets an answer wait again without being answered twice in one round', () => {
    const line = new WaitingLine<number>({ ...handClock(), limitMs: 6000 });
    let answered = 0;
    const again = (): void => {
      answered += 1;
      line.wait(1, again);
    };
    line.wait(1, again);
    line.settle(() => 'ready');
    expect(answered).toBe(1);
  });
});

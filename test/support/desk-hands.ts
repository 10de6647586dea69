// Two ways of working a page: with a pointer, and with the keyboard alone. Must not know any page.
import type { Locator, Page } from 'playwright-core';
import { waitFor } from './wait-for.ts';

/** What a person does to a control. */
export interface Hands {
  /** Would rather use a key of the page than go to a button. */
  readonly likesKeys: boolean;
  press(control: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** Chooses by the words of the option. */
  choose(field: Locator, option: string): Promise<void>;
}

/** A pointer, and a keyboard to write with. */
export function pointer(): Hands {
  return {
    likesKeys: false,
    press: (control) => control.click(),
    write: (field, text) => field.fill(text),
    choose: async (field, option) => void (await field.selectOption({ label: option })),
  };
}

/** Only the keyboard: Tab and Shift+Tab to the control, then Enter or letters. Nothing is focused by script. */
export function keyboardAlone(page: Page): Hands {
  const { keyboard } = page;
  return {
    likesKeys: true,
    async press(control) {
      await walkTo(page, control);
      await waitFor(() => control.isEnabled(), { describe: 'the control can be pressed' });
      await keyboard.press('Enter');
    },
    async write(field, text) {
      await walkTo(page, field);
      await keyboard.press('ControlOrMeta+A');
      await keyboard.type(text);
    },
    async choose(field, option) {
      await walkTo(page, field);
      await keyboard.type(option);
    },
  };
}

const stops = 'a[href], button, input, select, textarea, summary, video, [tabindex="0"]';
/** More than the fullest page has. */
const maxSteps = 400;

/** Tabs to the control, the shorter way as far as it can be told; throws where Tab does not lead. */
async function walkTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let step = 0; step < maxSteps; step += 1) {
    const away = await control.evaluate(distanceInStops, stops);
    if (away === 0) return;
    const key = away > 0 ? 'Tab' : 'Shift+Tab';
    await hold(page, key, Math.max(1, Math.abs(away) - 1));
  }
  throw new Error(`Tab does not lead to ${String(control)}`);
}

/** A key held down until it has repeated so often. */
async function hold({ keyboard }: Page, key: 'Tab' | 'Shift+Tab', times: number): Promise<void> {
  if (key === 'Shift+Tab') await keyboard.down('Shift');
  await Promise.all(Array.from({ length: times }, () => keyboard.down('Tab')));
  await keyboard.up('Tab');
  if (key === 'Shift+Tab') await keyboard.up('Shift');
}

/** Runs in the page: how many stops the control is ahead of (below 0: behind) the focus; 0 when it has it. */
function distanceInStops(control: Element, selector: string): number {
  const focused = document.activeElement;
  if (focused === control) return 0;
  const isBefore = (one: Element, other: Element) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const isAhead = focused === null || focused === document.body || isBefore(focused, control);
  const between = [...document.querySelectorAll(selector)].filter((stop) => {
    if (stop === control || stop.getAttribute('tabindex') === '-1' || stop.matches(':disabled')) return false;
    if (!stop.checkVisibility({ visibilityProperty: true })) return false;
    if (focused === null || focused === document.body) return false;
    const [low, high] = isAhead ? [focused, control] : [control, focused];
    return stop !== focused && isBefore(low, stop) && isBefore(stop, high);
  });
  return isAhead ? between.length + 1 : -(between.length + 1);
}

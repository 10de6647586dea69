// Hands at the timeline of an ended session (`/desk/sessions/:id/after`): drags, keys, typed times. Reads English pages.
import type { Locator, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import { keyboardAlone } from './desk-hands.ts';
import { fill } from './evening-clerk.ts';

const { after } = en;
type Lane = 'marks' | 'speeches';

export function createTimelineHands(page: Page) {
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const lane = (which: Lane): Locator => page.getByRole('group', { name: after.timeline[which], exact: true });
  const thing = (which: Lane, words: string): Locator =>
    lane(which).locator('[data-thing]', { hasText: words }).first();
  const save = button(after.editor.save);
  /** Nothing is left to save or to wait for. */
  const saved = async (): Promise<void> => {
    await page.getByText(after.editor.unsaved).waitFor({ state: 'detached' });
  };
  return {
    ...{ button, thing, saved },
    /** Drags a thing to the right; answers by how many seconds the lane says that is. */
    async drag(which: Lane, words: string, pixels: number, lengthSeconds: number): Promise<number> {
      const held = thing(which, words);
      await held.scrollIntoViewIfNeeded();
      const box = await held.boundingBox();
      const width = await lane(which).evaluate((element) => element.clientWidth);
      if (box === null) throw new Error(`${words} cannot be seen`);
      const [x, y] = [box.x + Math.min(4, box.width / 2), box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + pixels / 2, y);
      await page.mouse.move(x + pixels, y);
      await page.mouse.up();
      await page.getByText(after.editor.unsaved).waitFor();
      return (pixels / width) * lengthSeconds;
    },
    async save(): Promise<void> {
      await save.click();
      await saved();
    },
    /** From the thing that has the focus to the button, and back to the thing. */
    async saveByKeys(): Promise<void> {
      await keyboardAlone(page).press(save);
      await saved();
    },
    async type(field: string, seconds: number): Promise<void> {
      const input = page.getByLabel(field, { exact: true });
      await input.fill(seconds.toFixed(1));
      await input.press('Enter');
    },
    async undo(): Promise<void> {
      await page.getByRole('button', { name: new RegExp(`^${fill(after.timeline.undoWhat, { what: '' })}`) }).click();
    },
    /** The times that the lanes show. */
    read: (): Promise<(string | null)[]> =>
      page.locator('[data-thing]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
  };
}

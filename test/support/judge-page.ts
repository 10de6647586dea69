// Judges a page as it stands: by axe, and by its width. Must not know the product's pages.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is wrong with the page, in sentences. */
export function judge(page: Page, where: string): Promise<string[]> {
  return judgeBy([], page, where);
}

/** {@link judge} for a page whose colours have been judged: to look at them again takes longer than everything else. */
export function judgeUncoloured(page: Page, where: string): Promise<string[]> {
  return judgeBy(['color-contrast'], page, where);
}

async function judgeBy(skipped: string[], page: Page, where: string): Promise<string[]> {
  const report = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(standards)
    .disableRules(skipped)
    .analyze();
  return [
    ...report.violations.map(
      ({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
    ),
    ...(await judgeWidth(page, where)),
  ];
}

/** Whether it has to be scrolled sideways (WCAG 2.2, 1.4.10), in a sentence. */
export async function judgeWidth(page: Page, where: string): Promise<string[]> {
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return tooWide > 0 ? [`${where}: ${tooWide} px wider than the window`] : [];
}

/** What cannot be read in the other colours of the page, dark or light; its structure is judged once. */
export async function judgeContrast(page: Page, where: string): Promise<string[]> {
  const report = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withRules(['color-contrast'])
    .analyze();
  return report.violations.flatMap(({ nodes }) =>
    nodes.map((node) => `${where}: unreadable: ${node.target.join(' ')}`),
  );
}

/** Unfolds everything that can be unfolded. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}

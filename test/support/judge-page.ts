// Judges a page as it stands: by axe, and by its width. Must not know the product's pages.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is wrong with the page, in sentences. */
export async function judge(page: Page, where: string): Promise<string[]> {
  const report = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(standards)
    .analyze();
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...report.violations.map(
      ({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
    ),
    ...(tooWide > 0 ? [`${where}: ${tooWide} px wider than the window`] : []),
  ];
}

/** Unfolds everything that can be unfolded. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}

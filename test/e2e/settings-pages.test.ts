// The pages of accounts in a real browser: what administrators and people do there, by keyboard and without a finding of axe.
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import { openBrowser, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { createTestServer, staff } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

const words = en.accounts;
const invited = { email: 'anna@comune.example', password: 'il gatto dorme sul registro' };

let server: TestServer;
let browser: Browser;
let administrator: Visitor;
let anna: Visitor;

beforeAll(async () => {
  server = await createTestServer({ clientFolder: path.join(import.meta.dirname, '..', '..', 'dist', 'client') });
  browser = await openBrowser();
  administrator = await welcomeVisitor(browser, server.url);
  anna = await welcomeVisitor(browser, server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel(en.signIn.email).fill(email);
  await page.getByLabel(en.signIn.password).fill(password);
  await page.keyboard.press('Enter');
}

async function expectNoFindings({ page, complaints }: Visitor): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  expect(complaints).toEqual([]);
}

it('lets an administrator invite somebody, who chooses a password and signs in', async () => {
  const { page } = administrator;
  await page.goto('/desk/settings/accounts');
  await signIn(page, staff);
  await heading(page, words.invite.heading).waitFor();
  await page.getByLabel(en.signIn.email).fill(invited.email);
  await page.keyboard.press('Enter');
  const link = await page.locator('code', { hasText: '/welcome#code=' }).textContent();
  await heading(page, invited.email).waitFor();
  await expectNoFindings(administrator);
  await anna.page.goto(link ?? '');
  await anna.page.getByLabel(words.password.new).fill(invited.password);
  await anna.page.getByLabel(en.signIn.setupRepeat).fill(invited.password);
  await expectNoFindings(anna);
  await anna.page.keyboard.press('Enter');
  await anna.page.getByText(words.welcome.chosen).waitFor();
  await signIn(anna.page, invited);
  await heading(anna.page, en.desk.heading).waitFor();
});

it('lets a person set up a second factor, and asks for it at the next sign-in', async () => {
  const { page } = anna;
  await page.goto('/desk/settings/me');
  const part = page.getByRole('region', { name: words.second.heading });
  await part.getByLabel(words.password.current).fill(invited.password);
  await page.keyboard.press('Enter');
  const secret = (await part.locator('code').textContent()) ?? '';
  await expectNoFindings(anna);
  const codeAt = (ms: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });
  await part.getByLabel(words.second.code).fill(codeAt(Date.now()));
  await page.keyboard.press('Enter');
  await part.getByRole('listitem').first().waitFor();
  expect(await part.getByRole('listitem').count()).toBe(10);
  const [recovery = ''] = await part.getByRole('listitem').allTextContents();
  await expectNoFindings(anna);
  await page.context().clearCookies();
  await page.goto('/desk');
  await signIn(page, invited);
  await page.getByLabel(en.signIn.code).fill(recovery);
  await page.keyboard.press('Enter');
  await heading(page, en.desk.heading).waitFor();
});

it('lets an administrator make a token and a webhook, and read who did what', async () => {
  const { page } = administrator;
  const go = (name: string) => page.getByRole('link', { name, exact: true }).click();
  await go(words.pages.tokens);
  await page.getByLabel(words.tokens.name).fill('Town website');
  await page.keyboard.press('Enter');
  await page.locator('code', { hasText: /^cdv_[\w-]{43}$/ }).waitFor();
  await heading(page, 'Town website').waitFor();
  await expectNoFindings(administrator);
  await go(words.pages.webhooks);
  await page.getByLabel(words.webhooks.url).fill('https://hooks.example.org/casa');
  await page.keyboard.press('Enter');
  await page.locator('code', { hasText: /^whsec_/ }).waitFor();
  await button(page, words.webhooks.deliveries).click();
  await page.getByText(words.webhooks.noDeliveries).waitFor();
  await expectNoFindings(administrator);
  await go(words.pages.audit);
  await page.getByText(words.audit.acts['webhook-made'], { exact: true }).waitFor();
  await page.getByLabel(words.audit.kind, { exact: true }).selectOption('signIns');
  await page.getByText(words.audit.acts['account-signed-in'], { exact: true }).first().waitFor();
  expect(await page.getByText(words.audit.acts['webhook-made'], { exact: true }).count()).toBe(0);
  await expectNoFindings(administrator);
});

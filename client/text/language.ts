// Which language the pages speak, and how it is switched; must not know any page.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './texts.ts';

/** The languages of the pages. */
export const languages = ['it', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'language';

/** Only the words of the language that is shown are fetched. */
const loadTexts: Record<Language, () => Promise<Texts>> = {
  it: async () => (await import('./it.ts')).it,
  en: async () => (await import('./en.ts')).en,
};

/** The reader's choice, else the browser's first language that we speak, else Italian. */
export function detectLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const candidates = [chosen ?? '', ...preferred].map((tag) => tag.slice(0, 2).toLowerCase());
  return candidates.map(asLanguage).find((language) => language !== null) ?? 'it';
}

function asLanguage(tag: string): Language | null {
  return languages.find((language) => language === tag) ?? null;
}

/** Starts i18next with the reader's language and keeps `<html lang>` in step with it. */
export async function startLanguage(browser: Window): Promise<i18n> {
  const language = detectLanguage(browser.localStorage.getItem(storageKey), browser.navigator.languages);
  i18next.on('languageChanged', (now) => {
    browser.document.documentElement.lang = now;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await loadTexts[language]() } },
    interpolation: { escapeValue: false },
  });
  return i18next;
}

/** Switches the language and remembers the choice in this browser. */
export async function chooseLanguage(language: Language, browser: Window): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await loadTexts[language]());
  browser.localStorage.setItem(storageKey, language);
  await i18next.changeLanguage(language);
}

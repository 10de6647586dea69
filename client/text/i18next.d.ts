// Makes `t('a.b')` check its keys against the Italian texts.
import 'i18next';
import type { it } from './it.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof it };
    enableSelector: false;
  }
}

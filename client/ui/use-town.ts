// The town as the pages show it: its name, and its crest also in the browser's tab.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { townQuery } from '../api/town.ts';

/** Name and crest; until they are known, and where the town said none, the product's own name and null. */
export function useTown(): { readonly name: string; readonly crest: string | null } {
  const { t } = useTranslation();
  const { data } = useQuery(townQuery);
  return { name: data?.name ?? t('site.name'), crest: data?.crest ?? null };
}

/** The crest in the browser's tab. */
export function useTownIcon(): void {
  const { crest } = useTown();
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon === null) return;
    icon.href = crest ?? '/crest.svg';
    icon.type = crest === null ? 'image/svg+xml' : '';
  }, [crest]);
}

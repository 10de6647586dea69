// Tells a screen reader which agenda item the picture has come to.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../ui/announcer.tsx';

/** Says each item that begins under the viewer's eyes, once; the one shown on arrival stands in the page anyway. */
export function useItemAnnouncements(item: string | null): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (item === null || item === said.current) return;
    const isFirst = said.current === null;
    said.current = item;
    if (!isFirst) announce(t('session.nowItem', { item }));
  }, [item, t, announce]);
}

// Leads to the part of a page that its address names after #, as soon as the part is there: pages are fetched and filled late.
import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Keys of mails stand after # too; they name no part. */
const partName = /^#([a-z][\w-]*)$/;

/** Looks once for every address, until the part is found or another address is opened. */
export function useHashPlace(): void {
  const { pathname, hash } = useLocation();
  useEffect(() => {
    const id = partName.exec(hash)?.[1];
    if (id === undefined || showPart(id)) return undefined;
    const observer = new MutationObserver(() => {
      if (showPart(id)) observer.disconnect();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [pathname, hash]);
}

function showPart(id: string): boolean {
  const part = document.getElementById(id);
  part?.scrollIntoView();
  return part !== null;
}

// A row of tabs after the ARIA pattern: arrow keys move, the panels are the caller's.
import { useRef, type KeyboardEvent } from 'react';

/** One tab; its panel must have the id `panelId(id)`. */
export interface Tab {
  id: string;
  words: string;
}

/** The id of a tab's panel element. */
export function panelId(tab: string): string {
  return `panel-${tab}`;
}

/** The id of a tab's own element, which labels its panel. */
export function tabId(tab: string): string {
  return `tab-${tab}`;
}

/** Which tab the arrow, Home and End keys lead to; null for other keys. */
export function tabAfterKey(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** The tab list; only the chosen tab is in the tab order. */
export function Tabs({ label, tabs, chosen, onChoose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent, index: number) => {
    const next = tabAfterKey(event.key, index, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    list.current?.querySelector<HTMLButtonElement>(`#${tabId(tab.id)}`)?.focus();
  };
  return (
    <div ref={list} className="nav nav-tabs cdv-tabs" role="tablist" aria-label={label}>
      {tabs.map((tab, index) => (
        <button
          key={tab.id}
          id={tabId(tab.id)}
          type="button"
          role="tab"
          className={tab.id === chosen ? 'nav-link active' : 'nav-link'}
          aria-selected={tab.id === chosen}
          aria-controls={panelId(tab.id)}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
          onKeyDown={(event) => move(event, index)}
        >
          {tab.words}
        </button>
      ))}
    </div>
  );
}

// The search field with suggestions, after the ARIA combobox pattern: arrows choose, Enter searches, Escape closes.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuggestionKind, SuggestionList } from '../../server/contract/search.ts';
import { suggestionsQuery } from '../api/queries.ts';
import { Field } from '../ui/field.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { suggestionAfterKey } from './suggestion-keys.ts';

const kindIcons: Readonly<Record<SuggestionKind, IconName>> = {
  agenda: 'list',
  title: 'document',
  speaker: 'person',
  matter: 'list',
  word: 'search',
  common: 'search',
};

/** One letter means everything. */
const fewestLetters = 2;

interface SearchFieldProps {
  words: string;
  onType: (words: string) => void;
  /** A suggestion was chosen. */
  onChoose: (words: string) => void;
}

/** The field; suggestions stand below it only after something was typed. */
export function SearchField({ words, onType, onChoose }: SearchFieldProps) {
  const { t } = useTranslation();
  const listId = useId();
  const { items, active, setActive, open, close } = useSuggestions(words);
  const choose = (item: SuggestionList['items'][number]) => {
    onChoose(item.text);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = active === null ? undefined : items[active];
    if (event.key === 'Escape' && items.length > 0) event.preventDefault();
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === 'Escape' || event.key === 'Enter') close();
    const next = suggestionAfterKey(event.key, active, items.length);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
  };
  return (
    <div className="cdv-search-field">
      <Field label={t('search.label')} hint={t('search.hint')}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            className="form-control"
            value={words}
            autoComplete="off"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={items.length > 0}
            aria-controls={listId}
            {...(active !== null && { 'aria-activedescendant': `${listId}-${active}` })}
            onChange={(event) => {
              onType(event.currentTarget.value);
              open();
            }}
            onKeyDown={onKeyDown}
            onBlur={close}
          />
        )}
      </Field>
      <ul
        id={listId}
        className="cdv-suggestions"
        role="listbox"
        aria-label={t('search.suggestions')}
        hidden={items.length === 0}
      >
        {items.map((item, index) => (
          <li
            key={`${item.kind} ${item.text}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses the focus, which would close the list.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(item)}
          >
            <Icon name={kindIcons[item.kind]} />
            <span>{item.text}</span>
            <span className="cdv-quiet">{t(`search.suggestion.${item.kind}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is suggested for the words, and which of it is chosen; nothing while the list is closed. */
function useSuggestions(words: string) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const isAsked = isOpen && words.trim().length >= fewestLetters;
  const found = useQuery({ ...suggestionsQuery(words.trim()), enabled: isAsked, placeholderData: keepPreviousData });
  const items = isAsked ? (found.data?.items ?? []).filter((item) => item.text !== words.trim()) : [];
  const set = (isShown: boolean) => () => {
    setOpen(isShown);
    setActive(null);
  };
  return {
    items,
    active: active !== null && active < items.length ? active : null,
    setActive,
    open: set(true),
    close: set(false),
  };
}

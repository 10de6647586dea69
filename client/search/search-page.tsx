// The search page: results as you type, facets, and an address that can be shared.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import { searchPagesQuery } from '../api/queries.ts';
import { noteAsking } from '../api/search.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Facets } from './facets.tsx';
import { isFiltered, readWish, searchRequestOf, writeWish, type SearchWish } from './search-address.ts';
import { SearchField } from './search-field.tsx';
import { SearchResults } from './search-results.tsx';

/** Marks a change of the address as made by this page. */
const ownChange = 'search-page';

/** `/search?q=&kind=&body=&year=&session=&speaker=&group=&term=&lang=&sort=&literal=`. */
export function SearchPage() {
  const { t } = useTranslation();
  const { wish, words, type, change } = useWish();
  const isAsked = wish.q.trim() !== '';
  const found = useInfiniteQuery({
    ...searchPagesQuery(searchRequestOf(wish)),
    enabled: isAsked,
    ...(isAsked && { placeholderData: keepPreviousData }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ q: words });
    // A question that cannot be counted is no concern of who asks.
    if (words.trim() !== '') noteAsking(words.trim().slice(0, 200)).catch(() => undefined);
  };
  const facets = isAsked ? found.data?.pages[0]?.facets : undefined;
  const title = wish.q === '' ? t('search.title') : t('search.titleFor', { words: wish.q });
  return (
    <Page title={title} steps={[{ words: t('search.title') }]}>
      <h1>{t('search.heading')}</h1>
      <form className="cdv-search-form" role="search" aria-label={t('search.label')} onSubmit={submit}>
        <SearchField words={words} onType={type} onChoose={type} />
        <Button type="submit" icon="search">
          {t('search.submit')}
        </Button>
      </form>
      <div className="cdv-search-columns">
        {(isAsked || isFiltered(wish)) && <Facets facets={facets} wish={wish} onChange={change} />}
        {isAsked ? <SearchResults wish={wish} found={found} onChange={change} /> : <p>{t('search.start')}</p>}
      </div>
    </Page>
  );
}

/**
 * The wish lives in the address; typing replaces it at once, and a request whose words are out of date is given up.
 * The field has its own state, because the address follows the keys with a small delay.
 */
function useWish() {
  const [query, setQuery] = useSearchParams();
  const { key, state } = useLocation();
  const wish = readWish(query);
  const [words, setWords] = useState(wish.q);
  const [seenKey, setSeenKey] = useState(key);
  // A link or the back button changed the address: the field follows.
  if (key !== seenKey) {
    setSeenKey(key);
    if (state !== ownChange) setWords(wish.q);
  }
  const change = (part: Partial<SearchWish>) => {
    setQuery(writeWish({ ...wish, q: words, ...part }), { replace: true, state: ownChange });
  };
  const type = (typed: string) => {
    setWords(typed);
    change({ q: typed, literal: false });
  };
  return { wish, words, type, change };
}

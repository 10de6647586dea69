// What a search found, how much of it, and what to do when it found nothing.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchResult } from '../../server/contract/search.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { NothingFound } from './nothing-found.tsx';
import { RepairedNote } from './repaired-note.tsx';
import type { SearchWish } from './search-address.ts';
import { SaveSearch } from './save-search.tsx';
import { SearchHitCard } from './search-hit-card.tsx';

interface SearchResultsProps {
  wish: SearchWish;
  found: UseInfiniteQueryResult<InfiniteData<SearchResult>>;
  onChange: (part: Partial<SearchWish>) => void;
}

/** The list of hits; its total is told in a live region. */
export function SearchResults({ wish, found, onChange }: SearchResultsProps) {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState<string | null>(null);
  if (found.isPending) return <Spinner />;
  if (found.data === undefined) return <ProblemBox error={found.error} onRetry={() => void found.refetch()} />;
  const hits = found.data.pages.flatMap((page) => page.items);
  const total = found.data.pages[0]?.total ?? 0;
  const totalWords =
    wish.q === '' ? t('search.total', { count: total }) : t('search.totalFor', { count: total, words: wish.q });
  return (
    <section className="cdv-results" aria-label={t('search.results')} aria-busy={found.isFetching}>
      <div className="cdv-results-head">
        <p role="status">{totalWords}</p>
        {total > 1 && <SortChoice wish={wish} onChange={onChange} />}
      </div>
      <RepairedNote
        repaired={found.data.pages[0]?.repaired ?? null}
        typed={wish.q}
        onLiteral={() => onChange({ literal: true })}
      />
      {total === 0 && !found.isPlaceholderData && <NothingFound wish={wish} />}
      <ol className="cdv-hits">
        {hits.map((hit, index) => (
          <SearchHitCard
            key={`${hit.kind}-${hit.url}-${index}`}
            hit={hit}
            isPlaying={playing === hit.url}
            onPlay={(isWanted) => setPlaying(isWanted ? hit.url : null)}
          />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button look="outline" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {found.isFetchingNextPage ? t('site.loading') : t('search.more')}
        </Button>
      )}
      <SaveSearch wish={wish} />
    </section>
  );
}

function SortChoice({ wish, onChange }: Omit<SearchResultsProps, 'found'>) {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('search.sort')}
      value={wish.sort}
      onChange={(event) => onChange({ sort: event.target.value === 'newest' ? 'newest' : 'relevance' })}
    >
      <option value="relevance">{t('search.sortRelevance')}</option>
      <option value="newest">{t('search.sortNewest')}</option>
    </SelectField>
  );
}

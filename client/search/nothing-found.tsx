// What to do when a search found nothing: less of it that does find something, words that begin alike, and where to look around.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fewHitsQuery, suggestionsQuery } from '../api/queries.ts';
import { isFiltered, searchRequestOf, writeWish, type SearchWish } from './search-address.ts';
import { beginningOf, waysOut } from './ways-out.ts';

/** Words that are proposed. */
const mostAlike = 4;
const fewestLetters = 3;

/** Replaces the list of hits. Every way that is offered leads to hits, and says to how many. */
export function NothingFound({ wish }: { wish: SearchWish }) {
  const { t } = useTranslation();
  return (
    <div className="cdv-empty">
      <h2>{t('search.noneHeading', { words: wish.q })}</h2>
      <WaysOut wish={wish} />
      <AlikeWords wish={wish} />
      <p>{t('search.none.advice')}</p>
      <ul>
        <li>{t('search.noneSpelling')}</li>
        <li>{t('search.noneFewer')}</li>
        {isFiltered(wish) && <li>{t('search.noneFilters')}</li>}
        <li>
          <Link to="/archive">{t('search.noneArchive')}</Link>
        </li>
        <li>
          <Link to="/calendar">{t('search.none.calendar')}</Link>
        </li>
      </ul>
    </div>
  );
}

function WaysOut({ wish }: { wish: SearchWish }) {
  const { t } = useTranslation();
  const ways = waysOut(wish).map((way) => ({ ...way, wish: { ...wish, ...way.change } }));
  const counts = useQueries({ queries: ways.map((way) => fewHitsQuery(searchRequestOf(way.wish))) });
  const leading = ways.flatMap((way, place) => {
    const count = counts[place]?.data?.total ?? 0;
    return count > 0 ? [{ ...way, count }] : [];
  });
  if (leading.length === 0) return null;
  return (
    <>
      <p id="ways-out">{t('search.none.ways')}</p>
      <ul aria-labelledby="ways-out">
        {leading.map((way) => (
          <li key={`${way.kind} ${way.q}`}>
            <Link to={{ search: new URLSearchParams(writeWish(way.wish)).toString() }}>
              {t(`search.none.${way.kind}`, { words: way.q })}
            </Link>{' '}
            <span className="cdv-quiet">{t('search.total', { count: way.count })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function AlikeWords({ wish }: { wish: SearchWish }) {
  const { t } = useTranslation();
  const beginning = beginningOf(wish.q);
  const found = useQuery({ ...suggestionsQuery(beginning), enabled: beginning.length >= fewestLetters });
  const items = (found.data?.items ?? []).slice(0, mostAlike);
  if (items.length === 0) return null;
  return (
    <>
      <p id="alike-words">{t('search.none.alike')}</p>
      <ul aria-labelledby="alike-words">
        {items.map(({ kind, text }) => (
          <li key={`${kind} ${text}`}>
            <Link to={{ search: new URLSearchParams({ q: text }).toString() }}>{text}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

// What the hits can be narrowed by, with counts; beside the results on a desktop, folded on a phone.
import { useTranslation } from 'react-i18next';
import type { SearchKind, SearchResult } from '../../server/contract/search.ts';
import { Button } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useWide } from '../ui/use-wide.ts';
import { isFiltered, noFilters, type SearchWish } from './search-address.ts';

type FacetValues = SearchResult['facets']['body'];

interface FacetsProps {
  facets: SearchResult['facets'] | undefined;
  wish: SearchWish;
  onChange: (part: Partial<SearchWish>) => void;
}

/** Kind, body, speaker, group, term, language and year; a chosen value stays visible, so that it can be taken back. */
export function Facets({ facets, wish, onChange }: FacetsProps) {
  const { t } = useTranslation();
  const isWide = useWide();
  const languageName = useLanguageNames();
  const kindWords = (value: string) => t(`search.kind.${value as SearchKind}`);
  return (
    <details className="cdv-facets" open={isWide || isFiltered(wish)}>
      <summary>{t('search.filters')}</summary>
      {wish.session !== '' && (
        <p>
          {t('search.onlySession')}{' '}
          <Button look="quiet" onClick={() => onChange({ session: '' })}>
            {t('search.allSessions')}
          </Button>
        </p>
      )}
      <FacetGroup
        words={t('search.filterKind')}
        name="kind"
        values={facets?.kind}
        chosen={wish.kind}
        inWords={kindWords}
        onChoose={(kind) => onChange({ kind: kind as SearchKind | '' })}
      />
      <FacetGroup
        words={t('search.filterBody')}
        name="body"
        values={facets?.body}
        chosen={wish.body}
        onChoose={(body) => onChange({ body })}
      />
      <FacetGroup
        words={t('search.filterSpeaker')}
        name="speaker"
        values={facets?.speaker}
        chosen={wish.speaker}
        onChoose={(speaker) => onChange({ speaker })}
      />
      <FacetGroup
        words={t('search.filterGroup')}
        name="group"
        values={facets?.group}
        chosen={wish.group}
        onChoose={(group) => onChange({ group })}
      />
      <FacetGroup
        words={t('search.filterTerm')}
        name="term"
        values={facets?.term}
        chosen={wish.term}
        onChoose={(term) => onChange({ term })}
      />
      {(wish.lang !== '' || (facets?.lang.length ?? 0) > 1) && (
        <FacetGroup
          words={t('search.filterLanguage')}
          name="lang"
          values={facets?.lang}
          chosen={wish.lang}
          inWords={languageName}
          onChoose={(lang) => onChange({ lang })}
        />
      )}
      <FacetGroup
        words={t('search.filterYear')}
        name="year"
        values={facets?.year}
        chosen={wish.year}
        onChoose={(year) => onChange({ year })}
      />
      {isFiltered(wish) && (
        <Button look="outline" onClick={() => onChange(noFilters)}>
          {t('search.clear')}
        </Button>
      )}
    </details>
  );
}

/** `de` → `tedesco`; a code that no browser knows stays as it is. */
function useLanguageNames(): (code: string) => string {
  const language = useLanguage();
  return (code) => {
    try {
      return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code;
    } catch (error) {
      if (error instanceof RangeError) return code;
      throw error;
    }
  };
}

interface FacetGroupProps {
  words: string;
  name: string;
  values: FacetValues | undefined;
  chosen: string;
  inWords?: (value: string) => string;
  onChoose: (value: string) => void;
}

function FacetGroup({ words, name, values = [], chosen, inWords = (value) => value, onChoose }: FacetGroupProps) {
  const shown =
    chosen === '' || values.some(({ value }) => value === chosen) ? values : [{ value: chosen, count: 0 }, ...values];
  if (shown.length === 0) return null;
  return (
    <fieldset className="cdv-facet">
      <legend>{words}</legend>
      {shown.map(({ value, count }) => (
        <label key={value} className="cdv-check">
          <input
            type="checkbox"
            name={name}
            checked={value === chosen}
            onChange={(event) => onChoose(event.target.checked ? value : '')}
          />
          <span>
            {inWords(value)} <span className="cdv-quiet">({count})</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

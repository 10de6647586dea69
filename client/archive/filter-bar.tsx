// The two choices that narrow the archive.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bodiesQuery } from '../api/desk.ts';
import { archiveYearsQuery } from '../api/queries.ts';
import { SelectField } from '../ui/field.tsx';
import type { ArchiveFilters } from './archive-filters.ts';

interface FilterBarProps {
  filters: ArchiveFilters;
  onChange: (filters: ArchiveFilters) => void;
}

/** Takes effect at once; there is nothing to send. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const bodies = useQuery(bodiesQuery);
  const years = useQuery(archiveYearsQuery);
  return (
    <div className="cdv-filter-bar" role="group" aria-label={t('archive.filters')}>
      <SelectField
        label={t('archive.body')}
        value={filters.body}
        onChange={(event) => onChange({ ...filters, body: event.target.value })}
      >
        <option value="">{t('archive.allBodies')}</option>
        <Options values={withChosen(filters.body, bodies.data?.map(({ name }) => name) ?? [])} />
      </SelectField>
      <SelectField
        label={t('archive.year')}
        value={filters.year}
        onChange={(event) => onChange({ ...filters, year: event.target.value })}
      >
        <option value="">{t('archive.allYears')}</option>
        <Options values={withChosen(filters.year, yearsBetween(years.data ?? null))} />
      </SelectField>
    </div>
  );
}

function Options({ values }: { values: readonly string[] }) {
  return values.map((value) => (
    <option key={value} value={value}>
      {value}
    </option>
  ));
}

/** A chosen value from the address stays choosable, even when the archive does not know it. */
function withChosen(chosen: string, values: readonly string[]): readonly string[] {
  return chosen === '' || values.includes(chosen) ? values : [chosen, ...values];
}

function yearsBetween(range: { first: number; last: number } | null): string[] {
  if (range === null) return [];
  return Array.from({ length: range.last - range.first + 1 }, (_, index) => String(range.last - index));
}

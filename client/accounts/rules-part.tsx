// Whom the rules of this site oblige to have a second factor; for administrators.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { signInRulesSchema } from '../../server/contract/accounts.ts';
import { changeSignInRules, signInRulesQuery } from '../api/accounts.ts';
import { SelectField } from '../ui/field.tsx';
import { ProblemLine } from './problem-line.tsx';
import { useAct } from './use-act.ts';

const choices = signInRulesSchema.shape.secondFactor.options;

/** The part of the page; a choice holds at once. */
export function RulesPart(): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const rules = useQuery(signInRulesQuery);
  const act = useAct();
  const choose = async (chosen: string) => {
    const secondFactor = choices.find((one) => one === chosen);
    if (secondFactor === undefined) return;
    await act.run(() => changeSignInRules({ secondFactor }), t('accounts.rules.saved'));
    await cache.invalidateQueries({ queryKey: signInRulesQuery.queryKey });
  };
  return (
    <section className="cv-accounts__part" aria-labelledby="accounts-rules">
      <h2 id="accounts-rules">{t('accounts.rules.heading')}</h2>
      <SelectField
        label={t('accounts.rules.label')}
        hint={t('accounts.rules.hint')}
        value={rules.data?.secondFactor ?? 'nobody'}
        disabled={rules.data === undefined || act.isRunning}
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(`accounts.rules.${choice}`)}
          </option>
        ))}
      </SelectField>
      <ProblemLine problem={act.problem} />
    </section>
  );
}

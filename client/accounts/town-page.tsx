// How the pages show the town: name, crest, one colour. Every change holds at once for everyone who opens a page.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { accentContrast, leastContrast, ownAccent, readableAccent, type Town } from '../../server/contract/town.ts';
import { putCrest, removeCrest, townQuery, updateTown } from '../api/town.ts';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextField } from '../ui/field.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** The page. */
export function TownPage(): JSX.Element | null {
  const town = useQuery(townQuery);
  return town.data === undefined ? null : <Parts town={town.data} />;
}

function Parts({ town }: { town: Town }): JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="cv-accounts__part" aria-labelledby="town">
      <h2 id="town">{t('town.heading')}</h2>
      <p>{t('town.hint')}</p>
      <NameAndColour town={town} />
      <CrestPart town={town} />
    </section>
  );
}

function useTownAction() {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const action = useDeskAction(null);
  const run = async (act: () => Promise<Town>) => {
    const answer = await action.run('town', act, t('town.saved'));
    if (answer === null) return;
    cache.setQueryData(townQuery.queryKey, answer.value);
    renewStyle();
  };
  return { ...action, run };
}

/** The stylesheet of the page is fetched again, so that the colour is seen at once. */
function renewStyle(): void {
  const sheet = document.querySelector<HTMLLinkElement>('link[href^="/api/town/style.css"]');
  if (sheet !== null) sheet.href = `/api/town/style.css?${Date.now()}`;
}

function NameAndColour({ town }: { town: Town }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useTownAction();
  const [name, setName] = useState(town.name ?? '');
  const [accent, setAccent] = useState(town.accent ?? ownAccent);
  const contrast = accentContrast(accent);
  const isReadable = contrast >= leastContrast;
  const ratio = (Math.floor(contrast * 10) / 10).toLocaleString(language);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const chosen = accent === ownAccent ? null : accent;
    void action.run(() => updateTown({ name: name.trim() === '' ? null : name.trim(), accent: chosen }));
  };
  return (
    <form onSubmit={save}>
      <TextField
        label={t('town.name')}
        hint={t('town.nameHint')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Field
        label={t('town.accent')}
        hint={t('town.accentHint')}
        error={isReadable ? undefined : t('town.tooLight', { ratio })}
      >
        {(ids) => (
          <input
            {...ids}
            type="color"
            className="cv-accounts__colour"
            value={accent}
            onChange={(event) => setAccent(event.currentTarget.value)}
          />
        )}
      </Field>
      <p role="status">{isReadable ? t('town.contrast', { ratio }) : ''}</p>
      <div className="cdv-buttons">
        {!isReadable && (
          <Button look="outline" onClick={() => setAccent(readableAccent(accent))}>
            {t('town.darken')}
          </Button>
        )}
        <Button type="submit" disabled={action.running !== null || !isReadable}>
          {action.running === null ? t('prepare.save') : t('desk.busy')}
        </Button>
      </div>
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </form>
  );
}

function CrestPart({ town }: { town: Town }): JSX.Element {
  const { t } = useTranslation();
  const action = useTownAction();
  const send = (file: File | undefined) => {
    if (file !== undefined) void action.run(() => putCrest(file));
  };
  return (
    <>
      <h3>{t('town.crest')}</h3>
      {town.crest !== null && <img className="cv-accounts__crest" src={town.crest} alt={t('town.crestNow')} />}
      <Field label={t('town.chooseCrest')} hint={t('town.crestHint')} error={action.problem ?? undefined}>
        {(ids) => (
          <input
            {...ids}
            type="file"
            accept="image/png,image/svg+xml"
            disabled={action.running !== null}
            onChange={(event) => {
              send(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        )}
      </Field>
      {town.crest !== null && (
        <Button look="outline" disabled={action.running !== null} onClick={() => void action.run(removeCrest)}>
          {t('town.removeCrest')}
        </Button>
      )}
    </>
  );
}

// The photos of a body's members: a file each, sent as soon as it is chosen, and a way back to the initials.
import { useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { maxPictureBytes } from '../../server/contract/pictures.ts';
import type { Member } from '../../server/contract/roster.ts';
import { putPhoto, removePhoto, rosterQuery } from '../api/council.ts';
import { Portrait } from '../bodies/portrait.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Fold } from './fold.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** Nothing while the body has no members. */
export function MemberPhotos({ bodyId, members }: { bodyId: string; members: readonly Member[] }): JSX.Element | null {
  const { t } = useTranslation();
  if (members.length === 0) return null;
  return (
    <section className="cv-desk__panel" aria-labelledby="body-photos">
      <h2 id="body-photos">{t('photos.heading')}</h2>
      <p>{t('photos.hint', { limit: maxPictureBytes / 1024 / 1024 })}</p>
      <Fold summary={t('photos.open')} isOpen={false}>
        <ul className="cv-council__photos">
          {members.map((member) => (
            <PhotoRow key={member.personId} bodyId={bodyId} member={member} />
          ))}
        </ul>
      </Fold>
    </section>
  );
}

function PhotoRow({ bodyId, member }: { bodyId: string; member: Member }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(null);
  const { name, personId, photo } = member;
  const change = async (act: () => ReturnType<typeof putPhoto>, said: string) => {
    const answer = await action.run('photo', act, said);
    if (answer !== null) cache.setQueryData(rosterQuery(bodyId).queryKey, answer.value);
  };
  const send = (file: File | undefined) => {
    if (file === undefined) return;
    void change(() => putPhoto(bodyId, personId, file), t('photos.kept', { name }));
  };
  return (
    <li>
      <Portrait member={member} alt={t('photos.of', { name })} />
      <Field label={t('photos.choose', { name })} error={action.problem ?? undefined}>
        {(ids) => (
          <input
            {...ids}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            disabled={action.running !== null}
            onChange={(event) => {
              send(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        )}
      </Field>
      {photo !== undefined && (
        <Button
          look="outline"
          disabled={action.running !== null}
          aria-label={t('photos.removeOf', { name })}
          onClick={() => void change(() => removePhoto(bodyId, personId), t('photos.removed', { name }))}
        >
          {t('photos.remove')}
        </Button>
      )}
    </li>
  );
}

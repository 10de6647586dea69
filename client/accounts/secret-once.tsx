// Something that is shown only once and has to be copied now.
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';

/** The text with a button that copies it; where the browser forbids that, the text can be selected. */
export function SecretOnce({ label, value }: { label: string; value: string }): JSX.Element {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [said, setSaid] = useState<string | null>(null);
  const tell = (sentence: string) => {
    setSaid(sentence);
    announce(sentence);
  };
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => tell(t('accounts.secret.copied')),
      () => tell(t('accounts.secret.copyByHand')),
    );
  };
  return (
    <>
      <p>
        {label}
        <code className="cv-accounts__secret">{value}</code>
      </p>
      <p className="cdv-buttons">
        <Button look="outline" onClick={copy}>
          {t('accounts.secret.copy')}
        </Button>
        {said !== null && <span>{said}</span>}
      </p>
    </>
  );
}

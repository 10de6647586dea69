// A value to be copied into an encoder: shown, or hidden until asked for.
import { useId, useRef, useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';

interface CopyFieldProps {
  label: string;
  value: string;
  copyLabel: string;
  isSecret?: boolean;
}

/** A read-only field with its button. */
export function CopyField({ label, value, copyLabel, isSecret = false }: CopyFieldProps): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setShown] = useState(!isSecret);
  const copy = useCopy(input, () => setShown(true));
  return (
    <div className="cdv-field">
      <label htmlFor={id}>{label}</label>
      <div className="cv-desk__copy">
        <input
          ref={input}
          id={id}
          className="form-control"
          type={isShown ? 'text' : 'password'}
          value={value}
          autoComplete="off"
          spellCheck={false}
          readOnly
        />
        {isSecret && (
          <Button
            look="outline"
            aria-label={t(isShown ? 'desk.feed.hideKey' : 'desk.feed.showKey')}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? 'desk.feed.hide' : 'desk.feed.show')}
          </Button>
        )}
        <Button look="outline" aria-label={copyLabel} onClick={() => void copy(value)}>
          {t('desk.feed.copy')}
        </Button>
      </div>
    </div>
  );
}

/** Copying is only allowed on secure addresses; elsewhere the text is selected, so that Ctrl+C does it. */
function useCopy(input: { current: HTMLInputElement | null }, show: () => void): (value: string) => Promise<void> {
  const { t } = useTranslation();
  const announce = useAnnounce();
  return async (value) => {
    const isCopied = await copyText(value);
    if (!isCopied) {
      show();
      input.current?.focus();
      input.current?.select();
    }
    announce(t(isCopied ? 'desk.feed.copied' : 'desk.feed.copyByHand'));
  };
}

async function copyText(value: string): Promise<boolean> {
  if (!window.isSecureContext) return false;
  return navigator.clipboard.writeText(value).then(
    () => true,
    () => false,
  );
}

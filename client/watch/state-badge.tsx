// The state of a session as a badge or a sentence: drawing and words, the colour only besides.
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../server/contract/sessions.ts';
import { Badge, type BadgeTone } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/use-now.ts';
import { stateIcons, useStateInWords, type Stated } from './state-words.ts';

const tones: Readonly<Record<SessionState, BadgeTone>> = {
  scheduled: 'calm',
  live: 'live',
  recess: 'strong',
  closed: 'strong',
  ended: 'calm',
  cancelled: 'strong',
};

/** Lengths in the sentence count whole minutes. */
const renewMs = 10_000;

/** `In diretta`, `Sospesa`, … */
export function StateBadge({ state }: { state: SessionState }) {
  const { t } = useTranslation();
  return (
    <Badge tone={tones[state]} icon={stateIcons[state]}>
      {t(`state.${state}`)}
    </Badge>
  );
}

/** `In diretta da 42 minuti`, `Seduta segreta: per legge non si trasmette`, … */
export function StateSentence({ session }: { session: Stated }) {
  const stateInWords = useStateInWords();
  const sentence = stateInWords(session, useNow(renewMs));
  const icon = stateIcons[session.state];
  if (session.state === 'live') {
    return (
      <Badge tone="live" icon={icon}>
        {sentence}
      </Badge>
    );
  }
  return (
    <span className="cdv-state-plain">
      <Icon name={icon} />
      {sentence}
    </span>
  );
}

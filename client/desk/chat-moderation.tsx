// The chat at the desk: who may write and how fast, and below it the messages that wait.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatRules } from '../../server/contract/chat.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { changeChatRules } from '../api/chat.ts';
import { SelectField } from '../ui/field.tsx';
import { ChatQueue, ChatQueueIfAny } from './chat-queue.tsx';
import { useDeskAction } from './use-desk-action.ts';

const modes = ['open', 'approval', 'off'] as const satisfies readonly ChatRules['mode'][];
const paces = [0, 10, 30, 60, 300];

/** Above the chat itself. */
export function ChatModeration({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const { mode, slowSeconds } = session.chat;
  const change = (rules: Partial<ChatRules>) =>
    void action.run('rules', () => changeChatRules(session.id, rules), t('prepare.saved'));
  return (
    <>
      <div className="cv-desk__when">
        <SelectField
          label={t('moderation.mode')}
          value={mode}
          onChange={(event) => change({ mode: modes.find((one) => one === event.currentTarget.value) ?? 'open' })}
        >
          {modes.map((one) => (
            <option key={one} value={one}>
              {t(`moderation.modes.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('moderation.slow')}
          value={slowSeconds}
          onChange={(event) => change({ slowSeconds: Number(event.currentTarget.value) })}
        >
          {[...new Set([...paces, slowSeconds])].map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0 ? t('moderation.noSlow') : t('moderation.seconds', { count: seconds })}
            </option>
          ))}
        </SelectField>
      </div>
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      {mode === 'approval' ? <ChatQueue sessionId={session.id} /> : <ChatQueueIfAny sessionId={session.id} />}
    </>
  );
}

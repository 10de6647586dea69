// The chat at the desk: who may write and how fast, and the messages that wait, each let through or rejected at one press.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage, ChatRules } from '../../server/contract/chat.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { approveMessage, changeChatRules, removeMessage, waitingChatQuery } from '../api/chat.ts';
import { timeOfDay } from '../text/times.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useDeskAction, type DeskAction } from './use-desk-action.ts';

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
      <Queue session={session} />
    </>
  );
}

function Queue({ session }: { session: Session }): JSX.Element | null {
  const { t } = useTranslation();
  const waiting = useQuery(waitingChatQuery(session.id));
  const action = useDeskAction(session.id);
  const messages = waiting.data ?? [];
  if (messages.length === 0 && session.chat.mode !== 'approval') return null;
  return (
    <section className="cv-desk__queue" aria-labelledby="desk-queue">
      <h3 id="desk-queue">{t('moderation.queue', { count: messages.length })}</h3>
      {messages.length === 0 && <p className="cdv-hint">{t('moderation.nothing')}</p>}
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <ul>
        {messages.map((message) => (
          <Waiting key={message.id} message={message} action={action} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ message, action }: { message: ChatMessage; action: DeskAction }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = useLanguage();
  const row = useRef<HTMLLIElement>(null);
  const { id, sessionId, displayName, text, at } = message;
  const decide = async (act: () => Promise<unknown>, said: string) => {
    // The keyboard goes on with the message that comes next; after the last one the page keeps the place.
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
    if ((await action.run(id, act, said)) !== null) next?.querySelector('button')?.focus();
    await cache.invalidateQueries({ queryKey: waitingChatQuery(sessionId).queryKey });
  };
  return (
    <li ref={row}>
      <p className="cdv-chat-head">
        <strong>{displayName}</strong> <time dateTime={at}>{timeOfDay(at, language)}</time>
      </p>
      <p>{text}</p>
      <div className="cdv-buttons">
        <Button
          disabled={action.running !== null}
          aria-label={t('moderation.approveOne', { name: displayName, text })}
          onClick={() => void decide(() => approveMessage(sessionId, id), t('moderation.approved'))}
        >
          {t('moderation.approve')}
        </Button>
        <Button
          look="outline"
          disabled={action.running !== null}
          aria-label={t('moderation.rejectOne', { name: displayName, text })}
          onClick={() => void decide(() => removeMessage(sessionId, id), t('moderation.rejected'))}
        >
          {t('moderation.reject')}
        </Button>
      </div>
    </li>
  );
}

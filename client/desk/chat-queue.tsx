// The chat messages that wait, each let through or rejected at one press: in the control room, and on the list of sessions for
// whoever only moderates. Must not know the rules of the chat.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../server/contract/chat.ts';
import { approveMessage, removeMessage, waitingChatQuery } from '../api/chat.ts';
import { timeOfDay } from '../text/times.ts';
import { Button } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { Fold } from './fold.tsx';
import { useDeskAction, type DeskAction } from './use-desk-action.ts';

/** Nothing tells the list of sessions about single messages: it looks. */
const lookEveryMs = 5000;

/** The queue with its heading, even when nothing waits. */
export function ChatQueue({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const { data: messages = [] } = useQuery(waitingChatQuery(sessionId));
  return (
    <section className="cv-desk__queue" aria-labelledby={id}>
      <h3 id={id}>{t('moderation.queue', { count: messages.length })}</h3>
      {messages.length === 0 && <p className="cdv-hint">{t('moderation.nothing')}</p>}
      <Messages sessionId={sessionId} messages={messages} />
    </section>
  );
}

/** The queue while something waits. */
export function ChatQueueIfAny({ sessionId }: { sessionId: string }): JSX.Element | null {
  const { data: messages = [] } = useQuery(waitingChatQuery(sessionId));
  return messages.length === 0 ? null : <ChatQueue sessionId={sessionId} />;
}

/** The same behind a line of words; nothing for whoever may not moderate this chat. */
export function FoldedChatQueue({ sessionId }: { sessionId: string }): JSX.Element | null {
  const { t } = useTranslation();
  const { data: messages = [] } = useQuery({
    ...waitingChatQuery(sessionId),
    refetchInterval: (query) => (query.state.error === null ? lookEveryMs : false),
    retry: false,
  });
  if (messages.length === 0) return null;
  return (
    <div className="cv-desk__queue">
      <Fold summary={t('moderation.inChat', { count: messages.length })} isOpen={false}>
        <Messages sessionId={sessionId} messages={messages} />
      </Fold>
    </div>
  );
}

function Messages({ sessionId, messages }: { sessionId: string; messages: readonly ChatMessage[] }): JSX.Element {
  const action = useDeskAction(sessionId);
  return (
    <>
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <ul>
        {messages.map((message) => (
          <Waiting key={message.id} message={message} action={action} />
        ))}
      </ul>
    </>
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

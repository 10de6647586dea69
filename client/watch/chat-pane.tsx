// The chat beside the picture: messages, and a form while the session is live.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../server/contract/chat.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { removeMessage } from '../api/chat.ts';
import { meQuery } from '../api/queries.ts';
import { useLiveSnapshot } from '../realtime/live-context.ts';
import { timeOfDay } from '../text/times.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { ChatForm } from './chat-form.tsx';

/** Everyone reads while the session is on air; everyone writes while it is live. */
export function ChatPane({ session }: { session: Session }) {
  return (
    <div className="cdv-chat">
      <ChatLog session={session} />
      <Writing session={session} />
    </div>
  );
}

/** The rules in words, and the form where somebody may write now. */
function Writing({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { mode } = session.chat;
  if (mode === 'off') return <p className="cdv-hint">{t('chat.off')}</p>;
  if (session.state !== 'live') return <p className="cdv-hint">{t('chat.closed')}</p>;
  return <ChatForm sessionId={session.id} rules={session.chat} />;
}

function ChatLog({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { messages, connection } = useLiveSnapshot();
  const me = useQuery(meQuery);
  const { log, isAtEnd, onScroll, toEnd } = useStayAtEnd(messages.length);
  const isEmpty = messages.length === 0;
  return (
    <>
      {isEmpty && connection === 'connecting' && <p className="cdv-hint">{t('chat.connecting')}</p>}
      {isEmpty && connection === 'joined' && (
        <Empty>{t(session.state === 'live' ? 'chat.none' : 'chat.noneClosed')}</Empty>
      )}
      <div className="cdv-chat-log" ref={log} role="log" tabIndex={0} aria-label={t('chat.log')} onScroll={onScroll}>
        <ul>
          {messages.map((message) => (
            <ChatEntry key={message.id} message={message} mayRemove={Boolean(me.data)} />
          ))}
        </ul>
      </div>
      {!isAtEnd && (
        <Button look="outline" className="cdv-chat-new" onClick={toEnd}>
          {t('chat.newMessages')}
        </Button>
      )}
    </>
  );
}

/** A reader at the end stays there when messages arrive; a reader further up is left alone. */
function useStayAtEnd(count: number) {
  const log = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  useEffect(() => {
    if (isAtEnd) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [count, isAtEnd]);
  const onScroll = () => {
    const box = log.current;
    if (box) setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 48);
  };
  return { log, isAtEnd, onScroll, toEnd };
}

function ChatEntry({ message, mayRemove }: { message: ChatMessage; mayRemove: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = message.displayName === '' ? t('chat.anonymous') : message.displayName;
  return (
    <li className="cdv-chat-message">
      <p className="cdv-chat-head">
        <strong>{name}</strong> <time dateTime={message.at}>{timeOfDay(message.at, language)}</time>
        {mayRemove && <RemoveButton message={message} name={name} />}
      </p>
      <p>{message.text}</p>
    </li>
  );
}

function RemoveButton({ message, name }: { message: ChatMessage; name: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const remove = () => {
    removeMessage(message.sessionId, message.id).then(
      () => announce(t('chat.removed')),
      () => announce(t('chat.removeFailed')),
    );
  };
  const label = t('chat.removeOne', { name, text: message.text });
  return (
    <button type="button" className="btn cdv-btn-quiet cdv-chat-remove" aria-label={label} onClick={remove}>
      <Icon name="trash" />
      <span>{t('chat.remove')}</span>
    </button>
  );
}

// Writing in the chat: name and message, and every refusal in words.
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type * as chat from '../../server/contract/chat.ts';
import type { SendOutcome } from '../realtime/live-connection.ts';
import { useLiveConnection } from '../realtime/live-context.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextField } from '../ui/field.tsx';
import { useNow } from '../ui/use-now.ts';

// The contract's own constants, held by their types: importing the values would put the whole validator on the page.
const maxText: (typeof chat)['maxChatText'] = 500;
const maxName: (typeof chat)['maxChatName'] = 40;
const nameKey = 'chat-name';
/** The characters that are left are told from this many on. */
const fewLeft = 50;

/** The form; the name stays in this browser, the message only when it was refused. */
export function ChatForm({ sessionId, rules }: { sessionId: string; rules: chat.ChatRules }) {
  const { t } = useTranslation();
  const { text, setText, name, setName, error, isSending, notice, send } = useSending(sessionId, rules);
  const left = maxText - text.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form className="cdv-chat-form" onSubmit={submit}>
      {rules.mode === 'approval' && <p className="cdv-hint">{t('chat.needsApproval')}</p>}
      {rules.slowSeconds > 0 && <p className="cdv-hint">{t('chat.slowMode', { count: rules.slowSeconds })}</p>}
      <TextField
        label={t('chat.name')}
        hint={t('chat.nameHint')}
        value={name}
        maxLength={maxName}
        autoComplete="nickname"
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t('chat.message')}
        hint={left <= fewLeft ? t('chat.left', { count: left }) : undefined}
        error={error}
      >
        {(ids) => (
          <input
            {...ids}
            type="text"
            className="form-control"
            value={text}
            maxLength={maxText}
            required
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <p className="cdv-hint" role="status">
        {notice}
      </p>
      <Button type="submit" icon="chat" disabled={isSending}>
        {isSending ? t('chat.sending') : t('chat.send')}
      </Button>
    </form>
  );
}

function useSending(sessionId: string, rules: chat.ChatRules) {
  const connection = useLiveConnection();
  const refusalInWords = useRefusalInWords();
  const [name, setName] = useState(() => localStorage.getItem(nameKey) ?? '');
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [said, setSaid] = useState<{ untilMs: number; waits: boolean } | null>(null);
  const nowMs = useNow(1000);
  const send = async () => {
    if (text.trim() === '') return;
    localStorage.setItem(nameKey, name.trim());
    setSending(true);
    const displayName = name.trim();
    const outcome = await connection.send({ sessionId, text: text.trim(), ...(displayName !== '' && { displayName }) });
    setSending(false);
    setError(refusalInWords(outcome));
    if (!outcome.ok) return;
    setText('');
    setSaid({ untilMs: Date.now() + rules.slowSeconds * 1000, waits: outcome.waits });
  };
  return { text, setText, name, setName, error, isSending, notice: useNotice(said, nowMs), send };
}

/** What became of the last message, and in how many seconds the next one may be sent. */
function useNotice(said: { untilMs: number; waits: boolean } | null, nowMs: number): string {
  const { t } = useTranslation();
  if (said === null) return '';
  const left = Math.ceil((said.untilMs - nowMs) / 1000);
  return [said.waits ? t('chat.waits') : '', left > 0 ? t('chat.nextIn', { count: left }) : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** Words for a refusal; undefined when the message was taken. */
function useRefusalInWords(): (outcome: SendOutcome) => string | undefined {
  const { t } = useTranslation();
  return (outcome) => {
    if (outcome.ok) return undefined;
    switch (outcome.code) {
      case 'slow-down':
        return t('chat.slowDown', { count: Math.max(1, Math.ceil((outcome.retryAfterMs ?? 1000) / 1000)) });
      case 'chat-closed':
        return t('chat.refusedClosed');
      case 'invalid-input':
        return t('chat.refusedInput');
      case 'unreachable':
        return t('chat.refusedOffline');
      default:
        return t('chat.refused');
    }
  };
}

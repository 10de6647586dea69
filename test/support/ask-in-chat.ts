// A citizen who writes into the chat of a session. Must not know any page.
import { io } from 'socket.io-client';

/** Writes one message and leaves; throws what the server answers when it does not take it. */
export async function askInChat(url: string, sessionId: string, text: string): Promise<void> {
  const socket = io(url, { transports: ['websocket'] });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    for (const [event, input] of [
      ['session:join', { sessionId }],
      ['chat:send', { sessionId, displayName: 'Ida', text }],
    ] as const) {
      const answer: unknown = await socket.emitWithAck(event, input);
      if (!(answer as { ok: boolean }).ok) throw new Error(`${event}: ${JSON.stringify(answer)}`);
    }
  } finally {
    socket.close();
  }
}

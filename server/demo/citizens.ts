// Citizens in the chat of the demonstration: one socket each, a line every now and then.
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../contract/socket-events.ts';
import { playScript } from './until.ts';
import type { Cue } from './until.ts';
import { chatLines } from './vetralba.ts';

const betweenLinesSeconds = 17;
const linesBeforeTheyTire = 400;
const answerWithinMs = 10_000;

/** Lets citizens talk until the signal ends or they have nothing left to say. */
export async function letCitizensTalk(origin: string, sessionId: string, signal: AbortSignal): Promise<void> {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(origin, { transports: ['websocket'] });
  try {
    await socket.timeout(answerWithinMs).emitWithAck('session:join', { sessionId });
    await playScript(chatCues(socket, sessionId), signal);
  } finally {
    socket.disconnect();
  }
}

function chatCues(socket: Socket<ServerToClientEvents, ClientToServerEvents>, sessionId: string): Cue[] {
  return Array.from({ length: linesBeforeTheyTire }, (_, index) => ({
    atSecond: 3 + index * betweenLinesSeconds,
    act: async () => {
      const line = chatLines[index % chatLines.length];
      if (line === undefined || !socket.connected) return;
      // A refusal (the chat is closed in a recess) only means that this line is not said.
      await socket
        .timeout(answerWithinMs)
        .emitWithAck('chat:send', { sessionId, displayName: line.name, text: line.text });
    },
  }));
}

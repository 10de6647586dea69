// The demonstration's course: a session on air first, then past ones are recorded beside it, while citizens talk.
import type { Session } from '../contract/sessions.ts';
import { letCitizensTalk } from './citizens.ts';
import { signInAtDesk } from './desk-client.ts';
import { holdSession } from './hold-session.ts';
import type { Stage } from './hold-session.ts';
import { onAirSession, pastSessions } from './vetralba.ts';

/** What the demonstration needs from the outside. */
export interface DemoOptions extends Omit<Stage, 'desk'> {
  /** Where the server answers, `http://localhost:8080`. */
  readonly origin: string;
  readonly account: { readonly email: string; readonly password: string };
  /** Tells the person at the terminal. */
  readonly say: (line: string) => void;
}

/** Runs until the signal ends; everything it does goes through the product's own doors. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { origin, account, say, signal } = options;
  const stage: Stage = { ...options, desk: await signInAtDesk(origin, account) };
  const onAir = (session: Session) => {
    say(`On air now:    ${origin}/sessions/${session.id}`);
    say(`Its desk:      ${origin}/desk/sessions/${session.id}`);
  };
  let tellFirstOnAir: (session: Session) => void = () => undefined;
  const firstOnAir = new Promise<Session>((resolve) => {
    tellFirstOnAir = resolve;
  });
  const live = holdSession(stage, onAirSession, (session) => {
    onAir(session);
    tellFirstOnAir(session);
  });
  const rest = async () => {
    const session = await Promise.race([firstOnAir, live.then(() => null)]);
    if (session === null) return;
    await Promise.all([letCitizensTalk(origin, session.id, signal), recordPastSessions(stage, origin, say)]);
  };
  await Promise.all([live, rest()]);
}

async function recordPastSessions(stage: Stage, origin: string, say: (line: string) => void): Promise<void> {
  const record = async (demo: (typeof pastSessions)[number]) => {
    let id = '';
    await holdSession(stage, demo, (session) => {
      id = session.id;
      say(`Recording "${demo.title}" for ${demo.seconds} s …`);
    });
    say(`In the archive: ${origin}/sessions/${id}  "${demo.title}"`);
  };
  await Promise.all(pastSessions.map(record));
}

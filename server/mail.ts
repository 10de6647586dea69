// Sends mail through the operator's mail server. Must not know what the mails are for.
import { createTransport } from 'nodemailer';

/** A plain-text mail to one address. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Lines of the head beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `<…>`; made by itself when left out. */
  readonly messageId?: string;
}

export interface Mailer {
  /** Resolves when the mail server has taken the mail; throws when it has not. */
  send(mail: Mail): Promise<void>;
}

const patienceMs = 10_000;

/** `url` is SMTP_URL: `smtp://user:password@host:587`; `?from=desk@example.it` names the sender. */
export function createMailer(url: string, fallbackHost: string): Mailer {
  const server = new URL(url);
  const from = server.searchParams.get('from') ?? `casa-di-vetro@${fallbackHost}`;
  server.searchParams.delete('from');
  const transport = createTransport({
    url: server.href,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}

/** The mailer that the settings ask for; null while mail is off. */
export function mailerOf(settings: { smtpUrl: string | null; publicOrigin: string | null }): Mailer | null {
  const { smtpUrl, publicOrigin } = settings;
  if (smtpUrl === null) return null;
  return createMailer(smtpUrl, publicOrigin === null ? 'localhost' : new URL(publicOrigin).hostname);
}

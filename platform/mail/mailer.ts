import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { openDataDirectory } from '../demo/data-directory';

/** A mail to one address. Its text holds no personal data. */
export interface Mail {
  /** Identifies it to servers and readers, however often it is sent. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The way mails leave. */
export interface Mailer {
  /** Resolves once the next server has taken it; throws what the way throws. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 10_000;

/** Sends by SMTP. `url` is as nodemailer reads it: `smtps://user:password@host:465`, `smtp://host:587?requireTLS=true`. */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail is text of ours and nothing that would have to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = from.slice(from.indexOf('@') + 1);
  return {
    async send({ id, to, subject, text }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: `<${id}@${host}>`,
        // Nobody reads answers, and no machine is to send any (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}

/** For demos without a server: writes down that a mail would have left, without its address. */
export function createFileMailer(folder: string): Mailer {
  return {
    async send({ id, subject }) {
      const line = JSON.stringify({ at: new Date().toISOString(), id, subject });
      await appendFile(join(await openDataDirectory(folder), 'mail.log'), `${line}\n`, { mode: 0o600 });
    },
    close: () => undefined,
  };
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config, MailSettings } from '../../shared/config';
import { createFieldCipher } from '../../shared/database';
import type { Database, FieldCipher } from '../../shared/database';
import { markMailSent, takeDueMails } from '../../subgraphs/employers/board/mail-round';
import { defaultDataDirectory } from '../demo/data-directory';
import { log, logFault } from '../log';
import { createFileMailer, createSmtpMailer } from './mailer';
import type { Mailer } from './mailer';
import { textOf } from './text';

/** Milliseconds between two rounds. */
const ROUND_MS = 60_000;

/** What a round works with. */
export interface MailRound {
  readonly database: Database;
  readonly cipher: FieldCipher;
  readonly mailer: Mailer;
  readonly boardUrl: string;
}

/**
 * Sends what is due. A mail is written down before it is sent and after: what fails between is sent again under the same id.
 * @returns how many left
 */
export async function sendDueMails({ database, cipher, mailer, boardUrl }: MailRound): Promise<number> {
  let sent = 0;
  for (const { id, address, content } of await takeDueMails(database, cipher)) {
    try {
      await mailer.send({ id, to: address, ...textOf(content, boardUrl) });
      await markMailSent(database, id);
      sent += 1;
    } catch (error) {
      // One address that is refused keeps no other from its mail.
      logFault({ correlationId: randomUUID(), error });
    }
  }
  return sent;
}

/** Sends mail to partners and centres that do not look, beside the subgraph that knows them, until it is stopped. Several may run. */
export function startMail(database: Database, config: Config): { stop(): Promise<void> } {
  const { mail, keys } = config;
  if (!mail) return { stop: async () => undefined };
  const mailer = mailerOf(mail, config);
  const round = { database, cipher: createFieldCipher(keys), mailer, boardUrl: mail.boardUrl };
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const sent = await sendDueMails(round).catch((error: unknown) => {
        logFault({ correlationId: randomUUID(), error });
        return 0;
      });
      if (sent > 0) log({ level: 'info', event: 'mail-sent', count: sent });
      await sleep(ROUND_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
      mailer.close();
    },
  };
}

function mailerOf({ smtpUrl, from }: MailSettings, { dataDir }: Config): Mailer {
  return smtpUrl === undefined ? createFileMailer(dataDir ?? defaultDataDirectory()) : createSmtpMailer(smtpUrl, from);
}

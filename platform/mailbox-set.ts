import { loadConfig } from '../shared/config';
import { createFieldCipher } from '../shared/database';
import { systemActor } from '../shared/viewer';
import { setOfficeMailbox } from '../subgraphs/employers/board/office-mailbox';
import { runMain } from './console/exit';
import { getMember, withSchemas } from './database/session';

/** `npm run mailbox:set -- S-001 penempatan@sentra.example`: where mail for a centre goes, or for the ministry (`MINISTRY`). */
void runMain(async () => {
  const [office = '', email = ''] = process.argv.slice(2);
  const config = loadConfig();
  await withSchemas(config, (members) =>
    getMember(members, 'employers').database.bulk(systemActor('mailbox:set'), (connection) =>
      setOfficeMailbox(connection, createFieldCipher(config.keys), office, email),
    ),
  );
  process.stdout.write(`${JSON.stringify({ office })}\n`);
});

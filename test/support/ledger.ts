import { createSubjectHasher } from '../../shared/database';
import type { LedgerEntry, SubjectKind } from '../../shared/database';
import { ENTRY_SELECTED } from '../../shared/database';
import { asAdmin } from './database';
import type { TestPlatform } from './platform';

/** The entries of a schema's ledger, in the order they were written. */
export function readLedger(platform: TestPlatform, schema: string): Promise<LedgerEntry[]> {
  return asAdmin(async (client) => {
    const { rows } = await client.query<LedgerEntry>(
      `SELECT ${ENTRY_SELECTED} FROM ${schema}.read_ledger l ORDER BY l.at, l.writer, l.seq`,
    );
    return rows;
  }, platform.database.adminUrl);
}

/** What was written while something was done. */
export async function entriesOf(
  platform: TestPlatform,
  schema: string,
  work: () => Promise<unknown>,
): Promise<LedgerEntry[]> {
  const before = (await readLedger(platform, schema)).length;
  await work();
  return (await readLedger(platform, schema)).slice(before);
}

/** The hash a person or family stands under in the ledgers of a platform. */
export function subjectOf(platform: TestPlatform, kind: SubjectKind, id: string): string {
  return createSubjectHasher(platform.database.config.keys.ledgerSubject)(kind, id);
}

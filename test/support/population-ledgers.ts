import type { Client } from 'pg';
import { insert } from './population';
import type { Uuids } from './population';

/** A row for every table of the read ledgers and of oversight. */
export async function fillLedgers(admin: Client, uuid: Uuids): Promise<void> {
  const at = '2026-09-01T00:00:00Z';
  const entry = {
    writer: 'w',
    seq: 1,
    at,
    account: 'someone',
    role: 'DINSOS',
    operation_hash: 'h',
    decisions: [],
    refusals: [],
    row_count: 0,
    data_class: 'P2',
    prev: 'p',
    hash: 'h',
  };
  for (const schema of ['beneficiaries', 'programs', 'sentra', 'employers', 'insights', 'oversight']) {
    await insert(admin, `${schema}.read_ledger`, [entry]);
    await insert(admin, `${schema}.ledger_head`, [{ writer: 'w', seq: 1, hash: 'h', at, key_id: 'k', signature: 's' }]);
  }
  const id = uuid();
  const caseId = uuid();
  await admin.query(`INSERT INTO oversight.relay_position VALUES ('m', '0', 0, now())`);
  await insert(admin, 'oversight.client_key', [{ subject: 'someone', key: 'k-00000001', input_hash: 'h' }]);
  await insert(admin, 'oversight.ledger_entry', [
    { ...entry, id, source: 'programs', coordinates: [], subjects: [], is_refused: false, gathered_at: at },
  ]);
  await insert(admin, 'oversight.ledger_position', [{ writer: 'w', source: 'programs', seq: 1, hash: 'h' }]);
  await insert(admin, 'oversight.ledger_source', [{ source: 'programs', caught_up_at: at }]);
  await insert(admin, 'oversight.ledger_finding', [
    { writer: 'w', seq: 2, kind: 'MISSING', source: 'programs', found_at: at },
  ]);
  await insert(admin, 'oversight.break_glass', [
    {
      id,
      account: 'someone',
      role: 'DPO',
      subject_hash: 'h',
      reason: 'r',
      opened_at: at,
      expires_at: at,
      review_due_at: at,
      status: 'PENDING',
      version: 1,
    },
  ]);
  await insert(admin, 'oversight.notice', [{ id, kind: 'k', entity_id: id, at }]);
  await insert(admin, 'oversight.breach_case', [
    { id: caseId, summary: 's', discovered_at: at, opened_at: at, status: 'OPENED', version: 1 },
  ]);
  await admin.query(
    `INSERT INTO oversight.breach_event (case_id, event, to_status, account, role, note) VALUES ($1, 'e', 'OPENED', 'a', 'DPO', 'n')`,
    [caseId],
  );
}

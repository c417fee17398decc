import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout, RuleTable } from '../../../shared/intake';
import { recordRegistryChanges } from '../enrolment/stop-aid';
import { publish } from '../fact';
import { DISBURSERS, FILE_STATUSES, PAYMENT_REASONS, REACHABLE } from '../payment/payment';
import { findPeriod } from '../pkh/period';

const COLUMNS = [
  'snapshot',
  'idPembayaran',
  'idKepesertaan',
  'periode',
  'nominal',
  'status',
  'alasan',
  'penyalur',
  'tanggalStatus',
] as const;

const RULES = {
  B1: { severity: 'ERROR', words: 'the enrolment is not known' },
  B2: { severity: 'ERROR', words: 'the program is not paid by such periods' },
  B3: { severity: 'ERROR', words: 'FAILED and RETURNED take a reason, any other status none' },
  B4: { severity: 'ERROR', words: 'a payment does not go back to an earlier state' },
  B5: { severity: 'ERROR', words: 'another payment of the file is for the same enrolment and period' },
} as const satisfies RuleTable;

/** Largest amount of one payment, in rupiah; more is a slip of the keyboard. */
const MAX_AMOUNT = 100_000_000;
const FORWARD = REACHABLE.map(([from, to]) => `('${from}', '${to}')`).join(', ');

/** The file decides only when it says something new: what was decided here outlives the next snapshot that repeats itself. */
const IS_STATUS_REPEATED = '(old.file_status, old.file_reason) IS NOT DISTINCT FROM (s.status, s.reason)';
/** What stands is of here: the file repeats itself, and something else was decided since. */
const IS_OURS = `${IS_STATUS_REPEATED}
  AND (old.status <> s.status OR old.file_amount = s.amount AND old.amount <> s.amount)`;
const goesBack = (old: string) => `NOT (${IS_STATUS_REPEATED.replaceAll('old.', `${old}.`)})
  AND (${old}.status, s.status) NOT IN (${FORWARD})`;
/** The payment of the row's enrolment and period. */
const SAME_PERIOD = `enrolment e JOIN payment p ON p.enrolment_id = e.id`;
const IS_SAME_PERIOD = 'e.source_id = s.enrolment_key AND p.period = s.period';
/** Planned by a stage run, and in no file yet: the file's payment is this one. */
const IS_ADOPTED = 'p.file_status IS NULL';

/** payments.csv: one row a payment. Enrolments must have arrived before. */
export const paymentsLayout: Layout<(typeof COLUMNS)[number]> = {
  name: 'payments',
  subgraph: 'programs',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'payment', columns: ['idPembayaran'] },
  identifier: 'idPembayaran',
  rules: RULES,
  staging: [
    { name: 'source_id', type: 'text', from: 'idPembayaran' },
    { name: 'enrolment_key', type: 'text', from: 'idKepesertaan' },
    { name: 'period', type: 'text', from: 'periode' },
    { name: 'period_kind', type: 'text' },
    { name: 'year', type: 'smallint' },
    { name: 'amount', type: 'bigint', from: 'nominal' },
    { name: 'status', type: 'text' },
    { name: 'reason', type: 'text', from: 'alasan' },
    { name: 'disburser', type: 'text', from: 'penyalur' },
    { name: 'status_on', type: 'date', from: 'tanggalStatus' },
  ],
  read: (row) => {
    const name = row.required('periode');
    const period = name === null ? undefined : findPeriod(name);
    if (name !== null && !period) row.reject('C2', 'periode');
    const status = row.needed('status', row.oneOf('status', FILE_STATUSES));
    const reason = row.oneOf('alasan', PAYMENT_REASONS);
    if ((status === 'FAILED' || status === 'RETURNED') !== (reason !== null)) row.reject('B3', 'alasan');
    return [
      row.required('idPembayaran'),
      row.required('idKepesertaan'),
      name,
      period?.kind ?? null,
      period?.year ?? null,
      row.needed('nominal', row.integer('nominal', 0, MAX_AMOUNT)),
      status,
      reason,
      row.needed('penyalur', row.oneOf('penyalur', DISBURSERS)),
      row.needed('tanggalStatus', row.date('tanggalStatus')),
    ];
  },
  gates: [
    {
      rule: 'B1',
      field: 'idKepesertaan',
      where: 'NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.source_id = s.enrolment_key)',
    },
    {
      rule: 'B2',
      field: 'periode',
      where: `NOT EXISTS (SELECT 1 FROM enrolment e JOIN program p ON p.code = e.program_code
        WHERE e.source_id = s.enrolment_key AND p.period_kind = s.period_kind)`,
    },
    {
      rule: 'B4',
      field: 'status',
      where: `EXISTS (SELECT 1 FROM payment p WHERE p.source_id = s.source_id AND ${goesBack('p')})`,
    },
    {
      rule: 'B4',
      field: 'status',
      where: `EXISTS (SELECT 1 FROM ${SAME_PERIOD} WHERE ${IS_SAME_PERIOD} AND ${IS_ADOPTED} AND ${goesBack('p')})`,
    },
    {
      rule: 'B5',
      field: 'periode',
      where: `EXISTS (SELECT 1 FROM ${SAME_PERIOD} WHERE ${IS_SAME_PERIOD} AND NOT ${IS_ADOPTED} AND p.source_id <> s.source_id)`,
    },
    {
      rule: 'B5',
      field: 'periode',
      where: `s.row_number IN (SELECT row_number FROM (SELECT row_number, row_number() OVER
        (PARTITION BY enrolment_key, period ORDER BY row_number) AS nth FROM intake_stage WHERE rejected IS NULL) r WHERE nth > 1)`,
    },
  ],
  land: [
    {
      name: 'find planned payments',
      sql: `UPDATE intake_stage s SET id = p.id FROM ${SAME_PERIOD}
        WHERE s.rejected IS NULL AND ${IS_SAME_PERIOD} AND p.id <> s.id`,
    },
    {
      name: 'record what the file changes',
      sql: recordRegistryChanges(
        'payment',
        `SELECT old.id, old.status AS from_status, s.status AS to_status, s.reason
         FROM intake_stage s JOIN payment old ON old.id = s.id
         WHERE s.rejected IS NULL AND NOT (${IS_STATUS_REPEATED}) AND s.status <> old.status`,
      ),
    },
    ...upsert({
      table: 'payment',
      columns: ['source_id', 'period', 'year', 'disburser'],
      computed: {
        enrolment_id: 'e.id',
        amount: 'CASE WHEN old.file_amount = s.amount THEN old.amount ELSE s.amount END',
        status: `CASE WHEN ${IS_STATUS_REPEATED} THEN old.status ELSE s.status END`,
        reason: `CASE WHEN ${IS_STATUS_REPEATED} THEN old.reason ELSE s.reason END`,
        status_on: `CASE WHEN ${IS_OURS} THEN old.status_on ELSE s.status_on END`,
        file_status: 's.status',
        file_reason: 's.reason',
        file_amount: 's.amount',
      },
      versioned: true,
      join: `JOIN enrolment e ON e.source_id = s.enrolment_key LEFT JOIN payment old ON old.id = s.id`,
    }),
  ],
  after: [
    {
      name: 'publish payments',
      sql: publish('payment', '(SELECT p.* FROM payment p JOIN intake_changed USING (id))'),
    },
  ],
};

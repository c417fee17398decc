import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout, RuleTable } from '../../../shared/intake';
import { publish } from '../fact';
import { DISBURSERS, PAYMENT_REASONS, PAYMENT_STATUSES, REACHABLE } from '../payment/payment';
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
} as const satisfies RuleTable;

/** Largest amount of one payment, in rupiah; more is a slip of the keyboard. */
const MAX_AMOUNT = 100_000_000;
const FORWARD = REACHABLE.map(([from, to]) => `('${from}', '${to}')`).join(', ');

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
    const status = row.needed('status', row.oneOf('status', PAYMENT_STATUSES));
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
      where: `EXISTS (SELECT 1 FROM payment p WHERE p.id = s.id AND (p.status, s.status) NOT IN (${FORWARD}))`,
    },
  ],
  land: upsert({
    table: 'payment',
    columns: ['source_id', 'period', 'year', 'amount', 'status', 'reason', 'disburser', 'status_on'],
    computed: { enrolment_id: 'e.id' },
    join: 'JOIN enrolment e ON e.source_id = s.enrolment_key',
  }),
  after: [
    {
      name: 'publish payments',
      sql: publish('payment', '(SELECT p.* FROM payment p JOIN intake_changed USING (id))'),
    },
  ],
};

import { REGISTRY_SNAPSHOT, isDigits, upsert } from '../../../shared/intake';
import type { Layout, Row, RuleTable } from '../../../shared/intake';
import { EMPLOYER_MACHINE, employerFact } from '../employer/employer';
import { EMPLOYER_STATUSES, EMPLOYER_TYPES, SECTORS } from '../employer/vocabulary';
import type { EmployerStatus } from '../employer/vocabulary';
import { LARGEST_HEADCOUNT } from '../quota/quota';
import { statusGate } from './status-gate';

const COLUMNS = [
  'snapshot',
  'idPemberiKerja',
  'nama',
  'tipe',
  'nib',
  'sektorKbli',
  'jumlahPekerja',
  'jumlahPekerjaDisabilitas',
  'periodeLaporan',
  'kodeWilayah',
  'status',
] as const;
type EmployerColumn = (typeof COLUMNS)[number];

const RULES = {
  P1: { severity: 'ERROR', words: 'a business number (NIB) has 13 digits' },
  P2: { severity: 'ERROR', words: 'more disabled workers are reported than workers' },
  P3: { severity: 'ERROR', words: 'a region of work is a regency, 4 digits' },
  P4: { severity: 'ERROR', words: 'head counts come as a pair and with a reporting period that looks like 2026-S1' },
  P5: { severity: 'ERROR', words: 'the status cannot follow the one the registry holds' },
} as const satisfies RuleTable;

/** employers.csv: one row a partner, with the head counts of one reporting period. */
export const employersLayout: Layout<EmployerColumn> = {
  name: 'employers',
  subgraph: 'employers',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'employer', columns: ['idPemberiKerja'] },
  identifier: 'nib',
  rules: RULES,
  staging: [
    { name: 'source_id', type: 'text', from: 'idPemberiKerja' },
    { name: 'name', type: 'text', from: 'nama' },
    { name: 'type', type: 'text', from: 'tipe' },
    { name: 'nib', type: 'text' },
    { name: 'sector', type: 'text', from: 'sektorKbli' },
    { name: 'headcount', type: 'integer', from: 'jumlahPekerja' },
    { name: 'disabled_headcount', type: 'integer', from: 'jumlahPekerjaDisabilitas' },
    { name: 'period', type: 'text', from: 'periodeLaporan' },
    { name: 'regency_codes', type: 'text[]', from: 'kodeWilayah' },
    { name: 'status', type: 'text' },
  ],
  read: (row) => {
    const nib = row.optional('nib');
    if (nib !== null && (nib.length !== 13 || !isDigits(nib))) row.reject('P1', 'nib');
    const [headcount, disabled, period] = readHeadCounts(row);
    return [
      row.required('idPemberiKerja'),
      row.required('nama'),
      row.needed('tipe', row.oneOf('tipe', Object.keys(EMPLOYER_TYPES))),
      nib,
      row.oneOf('sektorKbli', SECTORS),
      headcount,
      disabled,
      period,
      readRegencies(row),
      row.needed('status', row.oneOf('status', Object.keys(EMPLOYER_STATUSES))),
    ];
  },
  gates: [statusGate('P5', 'employer', EMPLOYER_MACHINE, Object.keys(EMPLOYER_STATUSES) as EmployerStatus[])],
  land: [
    ...upsert({
      table: 'employer',
      columns: ['source_id', 'name', 'type', 'nib', 'sector', 'regency_codes', 'status'],
      computed: { snapshot: '(SELECT snapshot FROM intake_run)' },
      uncompared: ['snapshot'],
      versioned: true,
    }),
    {
      name: 'write quota reports',
      sql: `WITH written AS (
          INSERT INTO quota_report AS q (employer_id, period, headcount, disabled_headcount)
          SELECT s.id, s.period, s.headcount, s.disabled_headcount FROM intake_stage s
          WHERE s.rejected IS NULL AND s.period IS NOT NULL
          ON CONFLICT (employer_id, period) DO UPDATE
            SET headcount = excluded.headcount, disabled_headcount = excluded.disabled_headcount, version = q.version + 1
            WHERE (q.headcount, q.disabled_headcount) <> (excluded.headcount, excluded.disabled_headcount)
          RETURNING *),
        entries AS (
          INSERT INTO quota_entry (employer_id, period, version, headcount, disabled_headcount, actor, actor_role)
          SELECT employer_id, period, version, headcount, disabled_headcount, 'registry file', 'SYSTEM' FROM written)
        INSERT INTO intake_changed SELECT employer_id FROM written ON CONFLICT DO NOTHING`,
    },
  ],
  after: [
    {
      name: 'publish employers',
      sql: `INSERT INTO outbox (topic, entity_id, payload)
        SELECT 'employer', e.id, ${employerFact('e')} FROM employer e JOIN intake_changed c ON c.id = e.id`,
    },
  ],
};

/** Workers, disabled workers, period: all of them or none. */
function readHeadCounts(row: Row<EmployerColumn>): [number | null, number | null, string | null] {
  const headcount = row.integer('jumlahPekerja', 0, LARGEST_HEADCOUNT);
  const disabled = row.integer('jumlahPekerjaDisabilitas', 0, LARGEST_HEADCOUNT);
  const period = row.optional('periodeLaporan');
  const given = (['jumlahPekerja', 'jumlahPekerjaDisabilitas', 'periodeLaporan'] as const).filter(
    (column) => row.text(column) !== '',
  );
  const isForm = period === null || /^20\d\d-S[12]$/.test(period);
  if (!isForm || (given.length !== 0 && given.length !== 3)) row.reject('P4', 'periodeLaporan');
  if (headcount !== null && disabled !== null && disabled > headcount) row.reject('P2', 'jumlahPekerjaDisabilitas');
  return [headcount, disabled, period];
}

/** The regencies as an array literal, sorted and each once, so that another order is no change. */
function readRegencies(row: Row<EmployerColumn>): string | null {
  const text = row.text('kodeWilayah');
  if (text === '') return '{}';
  const codes = [...new Set(text.split('|'))].sort();
  const fits = codes.every((code) => code.length === 4 && isDigits(code));
  return fits ? `{${codes.join(',')}}` : row.reject('P3', 'kodeWilayah');
}

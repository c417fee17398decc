import { REGISTRY_SNAPSHOT, isDigits, upsert } from '../../../shared/intake';
import type { Layout, RuleTable } from '../../../shared/intake';
import { EMPLOYER_STATUSES, EMPLOYER_TYPES, SECTORS } from '../employer/vocabulary';

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

const RULES = {
  P1: { severity: 'ERROR', words: 'a business number (NIB) has 13 digits' },
  P2: { severity: 'ERROR', words: 'more disabled workers are reported than workers' },
  P3: { severity: 'ERROR', words: 'a region of work is a regency, 4 digits' },
  P4: { severity: 'ERROR', words: 'a reporting period looks like 2026-S1' },
} as const satisfies RuleTable;

const LARGEST_HEADCOUNT = 1_000_000;

/** employers.csv: one row a partner, with the head counts of one reporting period. */
export const employersLayout: Layout<(typeof COLUMNS)[number]> = {
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
    const headcount = row.integer('jumlahPekerja', 0, LARGEST_HEADCOUNT);
    const disabled = row.integer('jumlahPekerjaDisabilitas', 0, LARGEST_HEADCOUNT);
    if (headcount !== null && disabled !== null && disabled > headcount) row.reject('P2', 'jumlahPekerjaDisabilitas');
    const regencies = row.text('kodeWilayah').split('|');
    if (!regencies.every((code) => code === '' || (code.length === 4 && isDigits(code))))
      row.reject('P3', 'kodeWilayah');
    const period = row.optional('periodeLaporan');
    if (period !== null && !/^20\d\d-S[12]$/.test(period)) row.reject('P4', 'periodeLaporan');
    return [
      row.required('idPemberiKerja'),
      row.required('nama'),
      row.needed('tipe', row.oneOf('tipe', Object.keys(EMPLOYER_TYPES))),
      nib,
      row.oneOf('sektorKbli', SECTORS),
      headcount,
      disabled,
      period,
      row.list('kodeWilayah'),
      row.needed('status', row.oneOf('status', Object.keys(EMPLOYER_STATUSES))),
    ];
  },
  gates: [],
  land: [
    ...upsert({
      table: 'employer',
      columns: ['source_id', 'name', 'type', 'nib', 'sector', 'regency_codes', 'status'],
      computed: { snapshot: '(SELECT snapshot FROM intake_run)' },
      versioned: true,
    }),
    {
      name: 'write quota reports',
      sql: `WITH written AS (
          INSERT INTO quota_report AS q (employer_id, period, headcount, disabled_headcount)
          SELECT s.id, s.period, s.headcount, s.disabled_headcount FROM intake_stage s
          WHERE s.rejected IS NULL AND s.period IS NOT NULL AND s.headcount IS NOT NULL AND s.disabled_headcount IS NOT NULL
          ON CONFLICT (employer_id, period) DO UPDATE
            SET headcount = excluded.headcount, disabled_headcount = excluded.disabled_headcount
            WHERE (q.headcount, q.disabled_headcount) <> (excluded.headcount, excluded.disabled_headcount)
          RETURNING employer_id)
        INSERT INTO intake_changed SELECT employer_id FROM written ON CONFLICT DO NOTHING`,
    },
  ],
  after: [
    {
      name: 'publish employers',
      sql: `INSERT INTO outbox (topic, entity_id, payload)
        SELECT 'employer', e.id, jsonb_build_object('sourceId', e.source_id, 'type', e.type, 'sector', e.sector,
          'regencyCodes', to_jsonb(e.regency_codes), 'status', e.status)
        FROM employer e JOIN intake_changed c ON c.id = e.id`,
    },
  ],
};

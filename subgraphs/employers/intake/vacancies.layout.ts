import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout, RuleTable } from '../../../shared/intake';
import { VACANCY_MACHINE, vacancyFact } from '../vacancy/vacancy';
import { VACANCY_STATUSES } from '../vacancy/vocabulary';
import type { VacancyStatus } from '../vacancy/vocabulary';
import { statusGate } from './status-gate';
import { VACANCY_CELLS, VACANCY_CELL_RULES, readVacancyCells } from './vacancy-cells';

const COLUMNS = ['snapshot', 'idLowongan', 'idPemberiKerja', ...VACANCY_CELLS, 'status'] as const;
type VacancyColumn = (typeof COLUMNS)[number];

const RULES = {
  V1: { severity: 'ERROR', words: 'the employer is not registered' },
  ...VACANCY_CELL_RULES,
  V5: { severity: 'ERROR', words: 'the status cannot follow the one the registry holds' },
} as const satisfies RuleTable;

/** vacancies.csv: one row a vacancy. Its employer must have been imported before. */
export const vacanciesLayout: Layout<VacancyColumn> = {
  name: 'vacancies',
  subgraph: 'employers',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'vacancy', columns: ['idLowongan'] },
  parent: { kind: 'employer', column: 'idPemberiKerja' },
  identifier: 'idLowongan',
  rules: RULES,
  staging: [
    { name: 'source_id', type: 'text', from: 'idLowongan' },
    { name: 'employer_key', type: 'text', from: 'idPemberiKerja' },
    { name: 'title', type: 'text', from: 'jabatan' },
    { name: 'kbji_code', type: 'text', from: 'kodeKbji' },
    { name: 'skills', type: 'text[]', from: 'keterampilan' },
    { name: 'regency_code', type: 'text COLLATE "C"', from: 'kodeWilayah' },
    { name: 'work_mode', type: 'text', from: 'modaKerja' },
    { name: 'contract_type', type: 'text', from: 'jenisKontrak' },
    { name: 'wage_min', type: 'bigint', from: 'upahMinimum' },
    { name: 'shift', type: 'boolean' },
    { name: 'physical_demands', type: 'text[]', from: 'tuntutanFisik' },
    { name: 'accommodations_offered', type: 'text[]', from: 'akomodasi' },
    { name: 'reserved_for_disability', type: 'boolean', from: 'khususDisabilitas' },
    { name: 'seats', type: 'integer', from: 'kuota' },
    { name: 'open_until', type: 'date', from: 'bukaSampai' },
    { name: 'status', type: 'text' },
  ],
  read: (row) => [
    row.required('idLowongan'),
    row.required('idPemberiKerja'),
    ...readVacancyCells(row),
    row.needed('status', row.oneOf('status', Object.keys(VACANCY_STATUSES))),
  ],
  gates: [
    {
      rule: 'V1',
      field: 'idPemberiKerja',
      where: 'NOT EXISTS (SELECT 1 FROM employer e WHERE e.id = s.parent_id)',
    },
    statusGate('V5', 'vacancy', VACANCY_MACHINE, Object.keys(VACANCY_STATUSES) as VacancyStatus[]),
  ],
  land: upsert({
    table: 'vacancy',
    columns: [
      'source_id',
      'title',
      'kbji_code',
      'regency_code',
      'work_mode',
      'contract_type',
      'wage_min',
      'shift',
      'physical_demands',
      'accommodations_offered',
      'reserved_for_disability',
      'seats',
      'open_until',
      'status',
    ],
    computed: {
      employer_id: 's.parent_id',
      employer_status: 'e.status',
      skill_codes: skillParts(1, 'text'),
      skill_levels: skillParts(2, 'smallint'),
      snapshot: '(SELECT snapshot FROM intake_run)',
      changed_at: 'now()',
    },
    uncompared: ['snapshot', 'changed_at'],
    versioned: true,
    join: 'JOIN employer e ON e.id = s.parent_id',
  }),
  after: [
    {
      name: 'publish vacancies',
      sql: `INSERT INTO outbox (topic, entity_id, payload)
        SELECT 'vacancy', v.id, ${vacancyFact('v')}
        FROM vacancy v JOIN intake_changed c ON c.id = v.id`,
    },
  ],
};

/** SQL: the code (1) or level (2) of each staged skill, in order. */
function skillParts(part: 1 | 2, type: 'text' | 'smallint'): string {
  return `ARRAY(SELECT split_part(skill, ':', ${part})::${type} FROM unnest(s.skills) WITH ORDINALITY AS u (skill, place)
    ORDER BY place)`;
}

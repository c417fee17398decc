import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout, RuleTable } from '../../../shared/intake';
import { ENROLMENT_STATUSES, EXIT_REASONS } from '../enrolment/enrolment';
import { recordRegistryChanges, suspendWithoutAid } from '../enrolment/stop-aid';
import { publish } from '../fact';

const COLUMNS = [
  'snapshot',
  'idKepesertaan',
  'idKeluarga',
  'idPengurus',
  'kodeProgram',
  'status',
  'alasan',
  'tanggalMulai',
  'tanggalSelesai',
  'nomorKks',
] as const;

const RULES = {
  E1: { severity: 'ERROR', words: 'the family is not in the registry' },
  E2: { severity: 'ERROR', words: 'the pengurus is not in the registry' },
  E3: { severity: 'ERROR', words: 'the program is not in the catalogue' },
  E4: { severity: 'ERROR', words: 'NONAKTIF takes a reason, any other status none' },
  E5: { severity: 'ERROR', words: 'it ends before it begins' },
  E6: { severity: 'ERROR', words: 'a card number has 16 digits' },
} as const satisfies RuleTable;

/**
 * The file decides about a status only when it says something new: a suspension decided here outlives the next snapshot
 * that still says AKTIF.
 */
const IS_REPEATED = '(old.file_status, old.file_reason) IS NOT DISTINCT FROM (s.file_status, s.file_reason)';
const PARTIES = `JOIN family_ref fr ON fr.source_id = s.family_key JOIN person_ref pr ON pr.source_id = s.manager_key
  LEFT JOIN enrolment old ON old.id = s.id`;
const CHANGED = '(SELECT e.* FROM enrolment e JOIN intake_changed USING (id))';

/** enrolments.csv: one row a participation of a family in a program. Families and persons must have arrived before. */
export const enrolmentsLayout: Layout<(typeof COLUMNS)[number]> = {
  name: 'enrolments',
  subgraph: 'programs',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'enrolment', columns: ['idKepesertaan'] },
  identifier: 'idKepesertaan',
  rules: RULES,
  staging: [
    { name: 'source_id', type: 'text', from: 'idKepesertaan' },
    { name: 'family_key', type: 'text', from: 'idKeluarga' },
    { name: 'manager_key', type: 'text', from: 'idPengurus' },
    { name: 'program_code', type: 'text', from: 'kodeProgram' },
    { name: 'file_status', type: 'text', from: 'status' },
    { name: 'file_reason', type: 'text', from: 'alasan' },
    { name: 'started_on', type: 'date', from: 'tanggalMulai' },
    { name: 'ended_on', type: 'date', from: 'tanggalSelesai' },
    { name: 'card_sealed', type: 'text', from: 'nomorKks', sealed: true },
    { name: 'card_index', type: 'text' },
  ],
  read: (row) => {
    const status = row.needed('status', row.coded('status', ENROLMENT_STATUSES));
    const reason = row.oneOf('alasan', EXIT_REASONS);
    if ((status === 'INACTIVE') !== (reason !== null)) row.reject('E4', 'alasan');
    const start = row.needed('tanggalMulai', row.date('tanggalMulai'));
    const end = row.date('tanggalSelesai');
    if (start !== null && end !== null && end < start) row.reject('E5', 'tanggalSelesai');
    const card = row.text('nomorKks');
    if (card !== '' && !/^\d{16}$/.test(card)) row.reject('E6', 'nomorKks');
    return [
      row.required('idKepesertaan'),
      row.required('idKeluarga'),
      row.required('idPengurus'),
      row.required('kodeProgram'),
      status,
      reason,
      start,
      end,
      card === '' ? null : row.seal(card),
      card === '' ? null : row.index('card', card),
    ];
  },
  gates: [
    {
      rule: 'E1',
      field: 'idKeluarga',
      where: 'NOT EXISTS (SELECT 1 FROM family_ref fr WHERE fr.source_id = s.family_key)',
    },
    {
      rule: 'E2',
      field: 'idPengurus',
      where: 'NOT EXISTS (SELECT 1 FROM person_ref pr WHERE pr.source_id = s.manager_key)',
    },
    {
      rule: 'E3',
      field: 'kodeProgram',
      where: 'NOT EXISTS (SELECT 1 FROM program p WHERE p.code = s.program_code)',
    },
  ],
  land: [
    {
      name: 'record what the file changes',
      sql: recordRegistryChanges(
        'enrolment',
        `
        SELECT e.id, e.status AS from_status, s.file_status AS to_status, s.file_reason AS reason
        FROM intake_stage s JOIN enrolment e ON e.id = s.id
        WHERE s.rejected IS NULL AND s.file_status NOT IN (e.file_status, e.status)`,
      ),
    },
    ...upsert({
      table: 'enrolment',
      columns: [
        'source_id',
        'program_code',
        'started_on',
        'ended_on',
        'card_sealed',
        'card_index',
        'file_status',
        'file_reason',
      ],
      computed: {
        family_id: 'fr.id',
        region_code: 'fr.region_code',
        manager_id: 'pr.id',
        status: `CASE WHEN ${IS_REPEATED} THEN old.status ELSE s.file_status END`,
        reason: `CASE WHEN ${IS_REPEATED} THEN old.reason WHEN old.status = s.file_status
          THEN coalesce(s.file_reason, old.reason) ELSE s.file_reason END`,
      },
      uncompared: ['card_sealed'],
      versioned: true,
      join: PARTIES,
    }),
  ],
  after: [
    { name: 'publish enrolments', sql: publish('enrolment', CHANGED) },
    { name: 'stop aid', sql: suspendWithoutAid(`SELECT changed.manager_id FROM ${CHANGED} changed`) },
  ],
};

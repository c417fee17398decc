import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout, RuleTable } from '../../../shared/intake';
import { PKH_COMPONENTS } from '../component/component';
import { stopComponents, suspendWithoutAid } from '../enrolment/stop-aid';
import { publish } from '../fact';

const COLUMNS = ['snapshot', 'idKepesertaan', 'idIndividu', 'komponen', 'mulai', 'selesai'] as const;

const RULES = {
  K1: { severity: 'ERROR', words: 'the enrolment is not known' },
  K2: { severity: 'ERROR', words: 'the person is not in the registry' },
  K3: { severity: 'ERROR', words: 'the program of the enrolment knows no components' },
  K4: { severity: 'ERROR', words: 'it ends before it begins' },
} as const satisfies RuleTable;

const CHANGED = '(SELECT c.* FROM enrolment_component c JOIN intake_changed USING (id))';
const PERSONS = `SELECT changed.person_id FROM ${CHANGED} changed`;

/** components.csv: the persons who carry a PKH component. Enrolments and persons must have arrived before. */
export const componentsLayout: Layout<(typeof COLUMNS)[number]> = {
  name: 'components',
  subgraph: 'programs',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'component', columns: ['idKepesertaan', 'idIndividu', 'komponen'] },
  identifier: 'idKepesertaan',
  rules: RULES,
  staging: [
    { name: 'enrolment_key', type: 'text', from: 'idKepesertaan' },
    { name: 'person_key', type: 'text', from: 'idIndividu' },
    { name: 'component', type: 'text', from: 'komponen' },
    { name: 'started_on', type: 'date', from: 'mulai' },
    { name: 'file_ended_on', type: 'date', from: 'selesai' },
  ],
  read: (row) => {
    const start = row.needed('mulai', row.date('mulai'));
    const end = row.date('selesai');
    if (start !== null && end !== null && end < start) row.reject('K4', 'selesai');
    return [
      row.required('idKepesertaan'),
      row.required('idIndividu'),
      row.needed('komponen', row.oneOf('komponen', Object.keys(PKH_COMPONENTS))),
      start,
      end,
    ];
  },
  gates: [
    {
      rule: 'K1',
      field: 'idKepesertaan',
      where: 'NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.source_id = s.enrolment_key)',
    },
    {
      rule: 'K2',
      field: 'idIndividu',
      where: 'NOT EXISTS (SELECT 1 FROM person_ref pr WHERE pr.source_id = s.person_key)',
    },
    {
      rule: 'K3',
      field: 'komponen',
      where: `NOT EXISTS (SELECT 1 FROM enrolment e JOIN program_rate r USING (program_code)
        WHERE e.source_id = s.enrolment_key AND r.component IS NOT NULL)`,
    },
  ],
  land: upsert({
    table: 'enrolment_component',
    columns: ['component', 'started_on', 'file_ended_on'],
    computed: { enrolment_id: 'e.id', person_id: 'pr.id' },
    join: 'JOIN enrolment e ON e.source_id = s.enrolment_key JOIN person_ref pr ON pr.source_id = s.person_key',
  }),
  after: [
    { name: 'publish components', sql: publish('component', CHANGED) },
    { name: 'stop components', sql: stopComponents(PERSONS) },
    { name: 'stop aid', sql: suspendWithoutAid(PERSONS) },
  ],
};

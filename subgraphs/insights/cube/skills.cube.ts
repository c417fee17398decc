import { timeColumns } from './cube';
import type { Cube, Dimension } from './cube';
import { CENTRE } from './centre-words';
import { LATEST_CASES, PEOPLE, peopleColumns } from './centre-people';

const SKILL: Dimension = {
  name: 'SKILL',
  column: 'skill',
  kind: 'TEXT',
  title: { en: 'Skill, by the code of vacancies or the unit of SKKNI', id: 'Keterampilan' },
  of: 'ROW',
};
const LEVEL: Dimension = {
  name: 'LEVEL',
  column: 'level',
  kind: 'NUMBER',
  title: { en: 'Level of the skill, 1 to 5', id: 'Tingkat keterampilan' },
  of: 'ROW',
};

/** What people who are ready for work can do: a row for each skill of a person. */
export const skills: Cube = {
  name: 'skills',
  title: { en: 'Skills of people who are ready for work', id: 'Keterampilan yang tersedia' },
  description:
    'People whose case stands at SIAP_KERJA on the day of the snapshot, once for each skill of their job profile; demand by the same codes is in the cube of vacancies.',
  unit: 'PERSON',
  rows: { within: ['SKILL'] },
  dimensions: [...PEOPLE, CENTRE, SKILL, LEVEL],
  measures: [
    {
      kind: 'COUNT',
      name: 'AVAILABLE',
      title: { en: 'People available', id: 'Tenaga tersedia' },
      definition: 'People who are ready for work and have the skill.',
    },
  ],
  time: { column: 'ready', title: { en: 'When first called ready for work', id: 'Siap kerja sejak' }, of: 'UNIT' },
  source: (asOf) => `
    SELECT c.unit, c.rkey, c.mkey, ${peopleColumns('c', asOf)}, c.centre, k.skill, k.level, ${timeColumns('ready', 'c.ready_on')}
    FROM (${LATEST_CASES}) c JOIN case_skill k ON k.service_case = c.service_case WHERE c.status = 'READY_FOR_WORK'`,
};

import { timeColumns } from './cube';
import type { Cube, Dimension } from './cube';
import { CONTRACT, EMPLOYER_TYPE, SECTOR, SIZE_BAND, employerColumns } from './employer-dimensions';

const WORK_PROVINCE: Dimension = {
  name: 'WORK_PROVINCE',
  column: 'work_province',
  kind: 'REGION',
  title: { en: 'Province of the workplace', id: 'Provinsi tempat kerja' },
  of: 'ROW',
};
const WORK_REGENCY: Dimension = {
  name: 'WORK_REGENCY',
  column: 'work_regency',
  kind: 'REGION',
  title: { en: 'Regency or city of the workplace', id: 'Kabupaten/kota tempat kerja' },
  of: 'ROW',
  parent: 'WORK_PROVINCE',
};
const SKILL: Dimension = {
  name: 'SKILL',
  column: 'skill',
  kind: 'TEXT',
  title: { en: 'Skill asked for: a code of the list of skills, or of a unit of SKKNI', id: 'Keterampilan' },
  of: 'ROW',
};
const WORK_MODE: Dimension = {
  name: 'WORK_MODE',
  column: 'work_mode',
  kind: 'CODES',
  title: { en: 'Where the work is done', id: 'Modus kerja' },
  of: 'ROW',
  categories: { ONSITE: 'Di tempat kerja.', HYBRID: 'Gabungan.', REMOTE: 'Jarak jauh.' },
};
const RESERVED: Dimension = {
  name: 'RESERVED',
  column: 'reserved',
  kind: 'CODES',
  title: { en: 'Whether the vacancy is for disabled people only', id: 'Khusus disabilitas' },
  of: 'ROW',
  categories: { RESERVED: 'For disabled people only.', OPEN: 'For everybody.' },
};

/** What employers look for: open vacancies by skill. */
export const vacancyDemand: Cube = {
  name: 'vacancyDemand',
  title: { en: 'Demand of open vacancies', id: 'Permintaan lowongan' },
  description:
    'Vacancies that are published and open, of active partners, by each skill they ask for: the seats of a vacancy stand once in ' +
    'every skill of it, so that seats of several skills may not be added up.',
  unit: 'EMPLOYER',
  rows: { within: ['WORK_REGENCY', 'SKILL', 'CONTRACT', 'WORK_MODE', 'RESERVED', 'PERIOD'] },
  employer: 'unit',
  dimensions: [WORK_PROVINCE, WORK_REGENCY, SKILL, CONTRACT, WORK_MODE, RESERVED, EMPLOYER_TYPE, SECTOR, SIZE_BAND],
  time: { column: 'open_until', title: { en: 'Last month to apply in', id: 'Batas lamaran' }, of: 'ROW' },
  measures: [
    {
      kind: 'COUNT',
      name: 'EMPLOYERS',
      title: { en: 'Employers that look for it', id: 'Pemberi kerja yang mencari' },
      definition: 'Active partners with an open vacancy that asks for the skill.',
    },
    {
      kind: 'SUM',
      name: 'SEATS',
      title: { en: 'Seats', id: 'Kuota lowongan' },
      definition: 'Seats of these vacancies, once for each skill asked for: to be read within one skill.',
      amount: 'seats',
      of: 'EMPLOYERS',
      unit: 'SEATS',
    },
    {
      kind: 'SUM',
      name: 'FREE_SEATS',
      title: { en: 'Free seats', id: 'Sisa kuota' },
      definition: 'Seats nobody was placed on, once for each skill asked for: to be read within one skill.',
      amount: 'free_seats',
      of: 'EMPLOYERS',
      unit: 'SEATS',
    },
  ],
  source: (asOf) => `
    SELECT e.unit, e.rkey, e.mkey, ${employerColumns('e')}, left(v.regency, 2) AS work_province, v.regency AS work_regency,
      s.skill, v.contract, v.work_mode, CASE WHEN v.is_reserved THEN 'RESERVED' ELSE 'OPEN' END AS reserved,
      ${timeColumns('open_until', `date_trunc('month', v.open_until)::date`)},
      sum(v.seats)::bigint AS seats, sum(greatest(v.seats - v.seats_taken, 0))::bigint AS free_seats
    FROM vacancy v JOIN employer e ON e.unit = v.employer,
      LATERAL (SELECT DISTINCT unnest(v.skills || CASE v.skills WHEN '{}' THEN '{NONE}'::text[] END) AS skill) s
    WHERE v.status = 'PUBLISHED' AND e.status = 'ACTIVE' AND v.open_until >= ${asOf}
    GROUP BY e.unit, v.regency, s.skill, v.contract, v.work_mode, v.is_reserved, date_trunc('month', v.open_until)`,
};

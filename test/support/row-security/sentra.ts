import type { Case } from './case';

const PARTS = {
  assessment: 'Assessment',
  plan: 'ServicePlan',
  training_session: 'TrainingSession',
  case_note: 'CaseNote',
};

export const SENTRA_CASES: readonly Case[] = [
  { schema: 'sentra', table: 'centre', type: 'Centre', from: 'centre ce', id: 'ce.id' },
  { schema: 'sentra', table: 'ska', type: 'Ska', from: 'ska s', id: 's.centre_id' },
  { schema: 'sentra', table: 'ska_month', type: 'SkaMonth', from: 'ska_month m', id: 'm.centre_id' },
  {
    schema: 'sentra',
    table: 'person_ref',
    type: 'Person',
    from: 'person_ref pr',
    id: 'pr.id',
  },
  {
    schema: 'sentra',
    table: 'referral_ref',
    type: 'Person',
    from: 'referral_ref rr JOIN person_ref pr ON pr.id = rr.person_id',
    id: 'rr.id',
  },
  { schema: 'sentra', table: 'service_case', type: 'ServiceCase', from: 'service_case c', id: 'c.id' },
  {
    schema: 'sentra',
    table: 'case_protection',
    type: 'CaseProtection',
    from: 'case_protection pr JOIN service_case c ON c.id = pr.case_id',
    id: 'pr.case_id',
  },
  { schema: 'sentra', table: 'device', type: 'Device', from: 'device d', id: 'd.id' },
  { schema: 'sentra', table: 'device_need', type: 'DeviceNeed', from: 'device_need n', id: 'n.id' },
  { schema: 'sentra', table: 'device_team', type: 'DeviceTeam', from: 'device_team t', id: 't.id' },
  { schema: 'sentra', table: 'device_count', type: 'DeviceCount', from: 'device_count dc', id: 'dc.centre_id' },
  ...Object.entries({ ...PARTS, certificate: 'Certificate' }).map(([table, type]): Case => ({
    schema: 'sentra',
    table,
    type,
    from: `${table} p JOIN service_case c ON c.id = p.case_id`,
    id: 'p.id',
  })),
];

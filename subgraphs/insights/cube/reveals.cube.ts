import { timeColumns } from './cube';
import type { Cube } from './cube';
import { PROVINCE, REGENCY } from './dimensions';
import { IDENTIFIER, OFFICER_ROLE, PURPOSE } from './registry-dimensions';

/**
 * Whose NIK was looked at: protected like everything else, because the units are the persons looked at. Who needs each act as it was
 * (which officer, when, why) has the read ledger, where the DPO asks for it by name.
 */
export const reveals: Cube = {
  name: 'reveals',
  title: { en: 'Identifiers revealed', id: 'Pembukaan NIK dan KK' },
  description: 'Persons whose NIK or KK number was shown to an officer, by role, purpose, identifier and month.',
  unit: 'PERSON',
  roles: ['DPO'],
  rows: { within: ['ROLE', 'PURPOSE', 'IDENTIFIER', 'PERIOD'] },
  dimensions: [PROVINCE, REGENCY, OFFICER_ROLE, PURPOSE, IDENTIFIER],
  measures: [
    {
      kind: 'COUNT',
      name: 'PERSONS',
      title: { en: 'Persons looked at', id: 'Orang yang datanya dibuka' },
      definition:
        'Persons of whom the identifier was shown to somebody in the role, for the purpose, within the month.',
    },
    {
      kind: 'SUM',
      name: 'REVEALS',
      amount: 'reveals',
      of: 'PERSONS',
      unit: 'REVEALS',
      title: { en: 'Reveals', id: 'Jumlah pembukaan' },
      definition: 'How often an identifier was shown.',
    },
  ],
  time: { column: 'revealed', title: { en: 'Month', id: 'Bulan' }, of: 'ROW' },
  source: () => `
    SELECT p.unit, p.rkey, p.mkey, left(f.district, 2) AS province, left(f.district, 4) AS regency, r.role, r.purpose, r.field,
      ${timeColumns('revealed', 'r.month')}, r.reveals
    FROM (SELECT person, role, purpose, field, date_trunc('month', revealed_on)::date AS month, count(*) AS reveals
        FROM reveal GROUP BY 1, 2, 3, 4, 5) r
      JOIN person p ON p.unit = r.person JOIN family f ON f.unit = p.family`,
};

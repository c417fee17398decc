import type { Case } from './case';

export const EMPLOYER_CASES: readonly Case[] = [
  { schema: 'employers', table: 'employer', type: 'Employer', from: 'employer e', id: 'e.id' },
  {
    schema: 'employers',
    table: 'quota_report',
    type: 'QuotaReport',
    from: 'quota_report q JOIN employer e ON e.id = q.employer_id',
    id: 'q.employer_id',
  },
  { schema: 'employers', table: 'vacancy', type: 'Vacancy', from: 'vacancy v', id: 'v.id' },
];

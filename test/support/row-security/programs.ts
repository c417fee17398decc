import type { Case } from './case';

const REVIEWERS = ['DINSOS', 'SUPERVISOR', 'DATA_STEWARD'] as const;
const ENROLMENTS = 'enrolment e JOIN family_ref fr ON fr.id = e.family_id';

const BUSINESS_CASES: readonly Case[] = [
  { schema: 'programs', table: 'kube_group', type: 'KubeGroup', from: 'kube_group g', id: 'g.id' },
  {
    schema: 'programs',
    table: 'kube_member',
    type: 'KubeMember',
    from: 'kube_member m',
    id: 'm.id',
    wider: {
      roles: ['FRONTEND', 'FRONTEND_DEVELOPER', 'PENDAMPING', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER'],
      why: 'the size of a group and its grant count every member, also one whose record is restricted',
    },
  },
  ...['saving', 'turnover'].map((what) => ({
    schema: 'programs' as const,
    table: `kube_${what}`,
    type: what === 'saving' ? 'KubeSaving' : 'KubeTurnover',
    from: `kube_group g JOIN kube_${what} s ON s.group_id = g.id`,
    id: 's.group_id',
  })),
  { schema: 'programs', table: 'pena_case', type: 'PenaCase', from: 'pena_case c', id: 'c.id' },
  {
    schema: 'programs',
    table: 'pena_income',
    type: 'PenaIncome',
    from: 'pena_case c JOIN pena_income i ON i.case_id = c.id',
    id: 'i.case_id',
  },
  { schema: 'programs', table: 'prokus_case', type: 'ProkusCase', from: 'prokus_case c', id: 'c.id' },
  {
    schema: 'programs',
    table: 'prokus_month',
    type: 'ProkusMonth',
    from: 'prokus_case c JOIN prokus_month t ON t.case_id = c.id',
    id: 't.case_id',
  },
];

export const PROGRAM_CASES: readonly Case[] = [
  {
    schema: 'programs',
    table: 'grievance',
    type: 'Grievance',
    from: 'grievance g',
    id: 'g.id',
  },
  { schema: 'programs', table: 'psks_helper', type: 'PsksHelper', from: 'psks_helper h', id: 'h.id' },
  { schema: 'programs', table: 'lks', type: 'Lks', from: 'lks l', id: 'l.id' },
  {
    schema: 'programs',
    table: 'community_activity',
    type: 'CommunityActivity',
    from: 'community_activity a',
    id: 'a.id',
  },
  { schema: 'programs', table: 'program', type: 'Program', from: 'program p', id: 'p.code' },
  {
    schema: 'programs',
    table: 'family_ref',
    type: 'Family',
    from: 'family_ref fr',
    id: 'fr.id',
    wider: { roles: ['PROGRAM_MANAGER'], why: 'an enrolment in the own programs is read with its family' },
  },
  {
    schema: 'programs',
    table: 'person_ref',
    type: 'Person',
    from: 'person_ref pr',
    id: 'pr.id',
    wider: {
      roles: ['PENDAMPING', ...REVIEWERS, 'DPO', 'CITIZEN', 'FRONTEND', 'PROGRAM_MANAGER'],
      why: 'the enrolments of a visible family are found by any of its members',
    },
  },
  { schema: 'programs', table: 'enrolment', type: 'Enrolment', from: ENROLMENTS, id: 'e.id' },
  {
    schema: 'programs',
    table: 'enrolment_component',
    type: 'PkhParticipation',
    from: `${ENROLMENTS} JOIN enrolment_component c ON c.enrolment_id = e.id`,
    id: 'c.id',
    wider: {
      roles: ['CITIZEN', 'FRONTEND', 'FRONTEND_DEVELOPER', 'PENDAMPING', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER'],
      why: 'the amount of an enrolment counts every component, also of kinds that are not shown',
    },
  },
  {
    schema: 'programs',
    table: 'payment',
    type: 'Payment',
    from: `${ENROLMENTS} JOIN payment p ON p.enrolment_id = e.id`,
    id: 'p.id',
  },
  {
    schema: 'programs',
    table: 'compliance',
    type: 'ComplianceRecord',
    from: `${ENROLMENTS} JOIN compliance k ON k.enrolment_id = e.id`,
    id: 'k.id',
    wider: {
      roles: ['FRONTEND', 'FRONTEND_DEVELOPER', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER'],
      why: 'whether a suspension may end hangs on all records, also of kinds that are not shown',
    },
  },
  { schema: 'programs', table: 'stage_run', type: 'StageRun', from: 'stage_run sr', id: 'sr.id' },
  {
    schema: 'programs',
    table: 'graduation',
    type: 'Graduation',
    from: `${ENROLMENTS} JOIN graduation g ON g.enrolment_id = e.id`,
    id: 'g.id',
  },
  ...BUSINESS_CASES,
];

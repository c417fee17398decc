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
  {
    schema: 'employers',
    table: 'quota_entry',
    type: 'QuotaEntry',
    from: 'quota_entry n JOIN employer e ON e.id = n.employer_id',
    id: 'n.employer_id',
  },
  { schema: 'employers', table: 'agreement', type: 'Agreement', from: 'agreement a', id: 'a.id' },
  { schema: 'employers', table: 'partner_user', type: 'PartnerUser', from: 'partner_user u', id: 'u.id' },
  { schema: 'employers', table: 'referral', type: 'Referral', from: 'referral r', id: 'r.id' },
  {
    schema: 'employers',
    table: 'retention_report',
    type: 'ReferralRetention',
    from: 'retention_report rr JOIN referral r ON r.id = rr.referral_id',
    id: 'rr.id',
  },
  {
    schema: 'employers',
    table: 'outbox',
    type: 'ReferralBoardEvent',
    from: 'outbox o JOIN referral r ON r.id = o.entity_id',
    id: 'o.id',
  },
  { schema: 'employers', table: 'vacancy', type: 'Vacancy', from: 'vacancy v', id: 'v.id' },
  {
    schema: 'employers',
    table: 'job_seeker',
    type: 'CandidateRanking',
    from: 'job_seeker s',
    id: 's.person_id',
  },
  { schema: 'employers', table: 'card', type: 'CandidateCard', from: 'card k', id: 'k.person_id' },
  { schema: 'employers', table: 'skill_supply', type: 'SkillSupply', from: 'skill_supply ss', id: 'ss.skill' },
];

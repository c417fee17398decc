import type { Case } from './case';

const REVIEWERS = ['DINSOS', 'SUPERVISOR', 'DATA_STEWARD'] as const;
const PARTNERS = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;
const CANDIDATES = `duplicate_candidate d JOIN person l ON l.id = d.left_id JOIN person r ON r.id = d.right_id`;
const CHANGE_REQUESTS = `change_request c LEFT JOIN person p ON p.id = c.person_id
  LEFT JOIN family f ON f.id = coalesce(c.family_id, p.family_id)`;
const whileMerging = {
  roles: REVIEWERS,
  why: 'a merge writes the candidate after its record went into the other, in one transaction',
} as const;

export const BENEFICIARY_CASES: readonly Case[] = [
  { schema: 'beneficiaries', table: 'region', type: 'Region', from: 'region g', id: 'g.code' },
  { schema: 'beneficiaries', table: 'family', type: 'Family', from: 'family f', id: 'f.id' },
  {
    schema: 'beneficiaries',
    table: 'desil_history',
    type: 'DesilEntry',
    from: 'desil_history h JOIN family f ON f.id = h.family_id',
    id: 'h.family_id',
  },
  {
    schema: 'beneficiaries',
    table: 'person',
    type: 'Person',
    from: 'person p',
    id: 'p.id',
    wider: {
      roles: [...REVIEWERS, 'CITIZEN', 'FRONTEND', ...PARTNERS],
      why: 'the review queue joins merged records; the own record says which family is one’s own, whatever became of it; a partner sees candidates, no persons',
    },
  },
  {
    schema: 'beneficiaries',
    table: 'duplicate_candidate',
    type: 'DuplicateCandidate',
    from: CANDIDATES,
    id: 'd.id',
    wider: whileMerging,
  },
  {
    schema: 'beneficiaries',
    table: 'duplicate_event',
    type: 'DuplicateEvent',
    from: `duplicate_event h JOIN ${CANDIDATES.replace('d JOIN', 'd ON d.id = h.candidate_id JOIN')}`,
    id: 'h.candidate_id',
    wider: whileMerging,
  },
  {
    schema: 'beneficiaries',
    table: 'merge_log',
    type: 'DuplicateMerge',
    from: `merge_log h JOIN ${CANDIDATES.replace('d JOIN', 'd ON d.id = h.candidate_id JOIN')}`,
    id: 'h.candidate_id',
    wider: whileMerging,
  },
  {
    schema: 'beneficiaries',
    table: 'break_glass',
    type: 'BreakGlassGrant',
    from: 'break_glass g',
    id: 'g.id',
    wider: { roles: ['CITIZEN'], why: 'the export tells whoever was opened' },
  },
  {
    schema: 'beneficiaries',
    table: 'break_glass_event',
    type: 'BreakGlassGrant',
    from: 'break_glass_event h JOIN break_glass g ON g.id = h.grant_id',
    id: 'h.grant_id',
  },
  { schema: 'beneficiaries', table: 'erasure_request', type: 'ErasureRequest', from: 'erasure_request r', id: 'r.id' },
  {
    schema: 'beneficiaries',
    table: 'change_request',
    type: 'ChangeRequest',
    from: CHANGE_REQUESTS,
    id: 'c.id',
    wider: { roles: ['FRONTEND'], why: 'the own record says which family is one’s own, also of somebody under age' },
  },
  {
    schema: 'beneficiaries',
    table: 'consent',
    type: 'Consent',
    from: 'consent c JOIN person p ON p.id = c.person_id',
    id: 'c.id',
    wider: {
      roles: ['FRONTEND', ...PARTNERS],
      why: 'the own record says which family is one’s own, also of somebody under age; a partner sees what consents open',
    },
  },
];

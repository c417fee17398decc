import type { Role } from '../../shared/viewer';

/** Programs whose documents are known before they are sent. */
export const DOCUMENT_CLIENTS = ['public-app', 'partner-board'] as const;
export type DocumentClient = (typeof DOCUMENT_CLIENTS)[number];

/** What is admitted for one role. Every number is a decision; a role without one does not compile. */
export interface RoleRules {
  /** Most that one operation may cost; see cost.ts for what a unit is. */
  readonly cost: number;
  /** What a viewer of the role may spend in a minute. */
  readonly viewerBudget: number;
  /** Ids that may be asked for in vain in a minute: more is no work, it is a search for who exists. */
  readonly misses: number;
  /** The client whose stored documents are all the role may send; absent where it may write its own. */
  readonly documents?: DocumentClient;
  /** Whether its tokens must say that a second factor was shown; absent: they need not. */
  readonly needsSecondFactor?: true;
  /** When the role may read the schema. */
  readonly schema: 'ALWAYS' | 'DEMO';
}

/** All viewers of one employer, or of one Sentra, together, in a minute. */
export const ORGANISATION_BUDGET = 1_000_000;

const officer: RoleRules = { cost: 50_000, viewerBudget: 500_000, misses: 300, schema: 'DEMO' };
/** Ad hoc questions over the whole country: the ceiling is lower, or one analyst is a load test. */
const adHoc: RoleRules = { cost: 10_000, viewerBudget: 200_000, misses: 60, schema: 'ALWAYS' };
const partner: RoleRules = {
  cost: 20_000,
  viewerBudget: 200_000,
  misses: 60,
  documents: 'partner-board',
  needsSecondFactor: true,
  schema: 'DEMO',
};

export const ROLE_RULES: Readonly<Record<Role, RoleRules>> = {
  // Everybody without a token shares one budget: the gateway cannot tell them apart, and trusts no address header.
  PUBLIC: { cost: 10_000, viewerBudget: 2_000_000, misses: 300, schema: 'DEMO' },
  CITIZEN: { cost: 5_000, viewerBudget: 50_000, misses: 30, schema: 'DEMO' },
  FRONTEND: { cost: 20_000, viewerBudget: 1_000_000, misses: 300, documents: 'public-app', schema: 'DEMO' },
  FRONTEND_DEVELOPER: { cost: 50_000, viewerBudget: 500_000, misses: 300, schema: 'ALWAYS' },
  PENDAMPING: officer,
  DINSOS: officer,
  SENTRA_OFFICER: officer,
  PROGRAM_MANAGER: officer,
  SUPERVISOR: officer,
  DATA_STEWARD: { ...officer, schema: 'ALWAYS' },
  PARTNER_RECRUITER: partner,
  PARTNER_ADMIN: partner,
  ANALYST: adHoc,
  DPO: adHoc,
  ADMIN: adHoc,
};

/**
 * The client whose documents are all a request may hold: the one its token was made for, if it is one of ours, else that of the
 * role. A client with a manifest is held to it whoever has signed in.
 */
export function findDocumentClient(client: string | undefined, role: Role): DocumentClient | undefined {
  return DOCUMENT_CLIENTS.find((known) => known === client) ?? ROLE_RULES[role].documents;
}

/** Whether a role may read the schema. */
export function mayReadSchema(role: Role, mode: 'demo' | 'production'): boolean {
  return ROLE_RULES[role].schema === 'ALWAYS' || mode === 'demo';
}

import type { SchemaParts } from '../database/prepared';
import { Budgets1761000005000 } from './migrations/budgets';

/** The schema of the gateways: counters, by keyed hashes of accounts. */
export const BUDGET_SCHEMA: SchemaParts = { name: 'gateway', migrations: [Budgets1761000005000] };

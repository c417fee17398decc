import type { SchemaParts } from '../database/prepared';
import { Budgets1761000005000 } from './migrations/budgets';
import { Dci1761000005200 } from './migrations/dci';
import { Refusals1761000005100 } from './migrations/refusals';

/** The schema of the gateways: counters, by keyed hashes of accounts, the ledger of what they refused, and DCI messages. */
export const BUDGET_SCHEMA: SchemaParts = {
  name: 'gateway',
  migrations: [Budgets1761000005000, Refusals1761000005100, Dci1761000005200],
};

import { Pool } from 'pg';
import { randomUUID } from 'node:crypto';
import type { BudgetStore, RefusalLog } from '../../gateway';
import type { Config, KeyRing } from '../../shared/config';
import type { Database } from '../../shared/database';
import { createDciStore } from '../dci/store';
import type { DciStore } from '../dci/store';
import { createRefusalLog } from '../ledger/refusals';
import { logFault } from '../log';
import { roleName, roleUrl } from '../database/roles';
import { getDatabaseUrl } from '../subgraphs';

/** Few are needed: a replica asks once for many requests. */
const POOL_SIZE = 3;
/** A request waits for the answer; after this it is told that budgets cannot be counted. */
const LIMIT_MS = 2_000;

/**
 * The whole amount or nothing, in one statement: concurrent claims on an account queue at its row. A replica whose clock is
 * behind counts into the later period.
 */
const RESERVE = `
  INSERT INTO budget AS known (account, period, spent) SELECT $1, $2, $3 WHERE $3::bigint <= $4::bigint
  ON CONFLICT (account) DO UPDATE SET
    period = greatest(known.period, excluded.period),
    spent = CASE WHEN known.period >= excluded.period THEN known.spent + excluded.spent ELSE excluded.spent END
  WHERE known.period < excluded.period OR known.spent + excluded.spent <= $4::bigint`;

/** The address of the gateways' own role. */
export function budgetUrl(config: Config): string {
  return config.gatewayDatabaseUrl ?? roleUrl(getDatabaseUrl(config), roleName('gateway', 'app'), config);
}

/** What the gateways keep in PostgreSQL. */
export interface GatewayStore {
  readonly budgets: BudgetStore;
  readonly refusals: RefusalLog;
  readonly messages: DciStore;
  stop(): Promise<void>;
}

/** Budgets, refusals and DCI messages in PostgreSQL, shared by every replica. Connects when it is first asked: a gateway starts without its database. */
export function openGatewayStore(url: string, keys: KeyRing): GatewayStore {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: LIMIT_MS,
    query_timeout: LIMIT_MS,
    application_name: 'berdaya gateway',
  });
  // An idle connection that breaks is replaced by the next claim; without a listener it would end the process.
  pool.on('error', () => undefined);
  const append: Database['append'] = async ({ text, values }) => {
    await pool.query(text, [...values]);
  };
  const onFault = (error: unknown) => logFault({ correlationId: randomUUID(), error });
  const refusals = createRefusalLog({ schema: 'gateway', append }, keys, onFault);
  const budgets: BudgetStore = {
    async reserve({ account, period, amount, limit }) {
      const values = [account, period, amount, limit];
      const { rowCount } = await pool.query({ name: 'reserve', text: RESERVE, values });
      return rowCount === 1;
    },
  };
  return {
    budgets,
    refusals,
    messages: createDciStore((text, values) => pool.query(text, [...values]), keys),
    async stop() {
      await refusals.close();
      await pool.end();
    },
  };
}

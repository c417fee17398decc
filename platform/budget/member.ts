import type { Config } from '../../shared/config';
import { openDatabase } from '../../shared/database';
import type { RelayMember } from '../relay';
import { budgetUrl } from './store';

/** Reading the ledger takes one connection at a time. */
const POOL_SIZE = 2;

/**
 * The gateways' schema, for those who gather and verify ledgers.
 * @throws CodedError DATABASE_UNREACHABLE
 */
export async function openGatewayMember(adminUrl: string, config: Config): Promise<RelayMember> {
  const url = budgetUrl({ ...config, databaseUrl: adminUrl });
  const database = await openDatabase({
    schema: 'gateway',
    url,
    tables: [],
    poolSize: POOL_SIZE,
    mode: config.mode,
    recordKey: config.keys.record,
  });
  return { name: 'gateway', database, readModels: [] };
}

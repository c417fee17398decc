/** A bare connection inside one transaction, as `Database.bulk` hands it out; re-exported so that `pg` stays in this folder. */
export type { PoolClient as BulkConnection } from 'pg';

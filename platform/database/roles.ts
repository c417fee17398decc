import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Client } from 'pg';
import { SUBGRAPHS } from '../../shared/config';
import type { Config, SubgraphName } from '../../shared/config';
import { systemCodeOf } from '../../shared/errors';
import { connect } from './connection';

/** `owner` runs migrations and owns the tables; `app` answers requests, under row-level security. */
export type RoleKind = 'owner' | 'app';

/** Schemas of the database: one a subgraph, and that of the gateways, which holds no data of anybody. */
export type SchemaName = SubgraphName | 'gateway';
const SCHEMAS: readonly SchemaName[] = [...SUBGRAPHS, 'gateway'];

type Secret = Pick<Config, 'databaseRoleSecret'>;

/** Extensions live in a schema of their own that every role may use. */
const EXTENSIONS = ['pg_trgm', 'btree_gin'] as const;
/**
 * Functions behind the operators that searches and filters use on indexes: substrings of names, programs and skills in arrays,
 * province and regency of a place. Under row-level security PostgreSQL puts such an operator into an index only if it is marked
 * as telling nothing of a row, which it cannot know of these. They compare and answer; only LIKE can fail, on a pattern that
 * ends in the escape character, which no statement of ours writes.
 */
const QUIET_FUNCTIONS = [
  'pg_catalog.textlike(text, text)',
  'pg_catalog.arrayoverlap(anyarray, anyarray)',
  'pg_catalog.arraycontains(anyarray, anyarray)',
  'pg_catalog."left"(text, integer)',
] as const;
const SCRAM_ITERATIONS = 4096;
/** Any number that nobody else uses as an advisory lock; "berdaya" in ASCII, cut to 63 bits. */
const LOCK = '27704055783712097';
/** Roles belong to the whole server, the lock to one database: these codes say that another database was prepared at once. */
const CONCURRENT = new Set(['23505', '42710', '42P06', 'XX000', '40P01']);

/** Name of a schema's database role. */
export function roleName(subgraph: SchemaName, kind: RoleKind): string {
  return `berdaya_${subgraph}_${kind}`;
}

/** The role's password, hex; derived, so that no service has to be told more than the one secret. */
export function rolePassword(role: string, config: Secret): string {
  return createHmac('sha256', config.databaseRoleSecret).update(role).digest('hex');
}

/** The administrative address with another role's name and password. */
export function roleUrl(adminUrl: string, role: string, config: Secret): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(role, config);
  return url.href;
}

/** Changes whenever roles or their passwords would be made differently. */
export function rolesFingerprint(config: Secret): string {
  const text = SCHEMAS.map((name) => [schemaStatements(name), rolePassword(roleName(name, 'app'), config)]);
  return createHash('sha256')
    .update(JSON.stringify([text, MARK_QUIET]))
    .digest('hex');
}

/**
 * Gives each subgraph, and the gateways, its schema and its two roles, and takes everything from PUBLIC. Can be repeated, also by several
 * processes at once; with another secret it changes the passwords. The administrator may be a superuser or, as managed
 * servers have it, a role that may create roles and owns the database.
 * @throws CodedError DATABASE_UNREACHABLE
 */
export async function prepareDatabase(
  adminUrl: string,
  config: Secret,
  subgraphs: readonly SchemaName[] = SCHEMAS,
): Promise<void> {
  const client = await connect(adminUrl);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await prepareOnce(client, config, subgraphs);
      } catch (error) {
        await client.query('ROLLBACK');
        if (attempt === 10 || !CONCURRENT.has(systemCodeOf(error) ?? '')) throw error;
        await sleep(20 * attempt);
      }
    }
  } finally {
    await client.end();
  }
}

async function prepareOnce(client: Client, config: Secret, subgraphs: readonly SchemaName[]): Promise<void> {
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK})`);
  await client.query(await sharedStatements(client));
  for (const subgraph of subgraphs) {
    await createRoles(client, subgraph, config);
    await client.query(schemaStatements(subgraph));
  }
  await client.query('COMMIT');
}

async function sharedStatements(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = escapeIdentifier(rows[0]?.name ?? '');
  return [
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    'CREATE SCHEMA IF NOT EXISTS extensions',
    'GRANT USAGE ON SCHEMA extensions TO PUBLIC',
    ...EXTENSIONS.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${extension} SCHEMA extensions`),
    MARK_QUIET,
  ].join(';\n');
}

async function createRoles(client: Client, subgraph: SchemaName, config: Secret): Promise<void> {
  const roles = [roleName(subgraph, 'owner'), roleName(subgraph, 'app')];
  const found = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [
    roles,
  ]);
  const existing = new Set(found.rows.map((row) => row.rolname));
  for (const role of roles) {
    const verb = existing.has(role) ? 'ALTER' : 'CREATE';
    const verifier = escapeLiteral(scramVerifier(role, config));
    await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${verifier};
      ALTER ROLE ${role} SET search_path = ${subgraph}, extensions`);
  }
  await client.query(RESTRICT, [roles]).then(({ rows }) => Promise.all(rows.map(({ sql }) => client.query(sql))));
  await client.query(JOIN, [roles[0]]).then(({ rows }) => Promise.all(rows.map(({ sql }) => client.query(sql))));
}

/** Only a superuser may speak of these attributes at all, so they are taken away where a role has them and not otherwise. */
const RESTRICT = `SELECT format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB', rolname) AS sql FROM pg_roles
  WHERE rolname = ANY($1) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)`;

/** Only a superuser may; without the marks every answer is the same, read by the region index or the whole table. */
const MARK_QUIET = `DO $$ DECLARE quiet regprocedure; BEGIN
    FOR quiet IN SELECT oid FROM pg_proc WHERE NOT proleakproof
      AND oid IN (${QUIET_FUNCTIONS.map((each) => `'${each}'::regprocedure`).join(', ')})
      AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    LOOP EXECUTE format('ALTER FUNCTION %s LEAKPROOF', quiet); END LOOP; END $$`;

/** An administrator who is no superuser must be a member of the owner to hand it a schema. */
const JOIN = `SELECT format('GRANT %I TO CURRENT_USER', $1::text) AS sql FROM pg_roles
  WHERE rolname = current_user AND NOT rolsuper AND NOT pg_has_role($1::text, 'USAGE')`;

function schemaStatements(subgraph: SchemaName): string {
  const owner = roleName(subgraph, 'owner');
  const app = roleName(subgraph, 'app');
  const future = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${subgraph}`;
  return [
    `DO $$ BEGIN EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO ${owner}, ${app}', current_database()); END $$`,
    `CREATE SCHEMA IF NOT EXISTS ${subgraph} AUTHORIZATION ${owner}`,
    `REVOKE ALL ON SCHEMA ${subgraph} FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA ${subgraph} TO ${app}`,
    `${future} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app}`,
    // Statistics after an import; PostgreSQL before 17 leaves them to autovacuum.
    `DO $$ BEGIN IF current_setting('server_version_num')::int >= 170000 THEN
      ${future} GRANT MAINTAIN ON TABLES TO ${app}; END IF; END $$`,
    `${future} GRANT USAGE ON SEQUENCES TO ${app}`,
  ].join(';\n');
}

/**
 * The password in the form PostgreSQL stores (RFC 5803), so that the password itself never stands in a statement that a
 * server may log. The salt is derived too: the same secret gives the same verifier on every start.
 */
function scramVerifier(role: string, config: Secret): string {
  const salt = createHmac('sha256', config.databaseRoleSecret).update(`salt of ${role}`).digest().subarray(0, 16);
  const salted = pbkdf2Sync(rolePassword(role, config), salt, SCRAM_ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const server = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}

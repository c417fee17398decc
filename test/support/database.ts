import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { migrateAll } from '../../platform/subgraphs';
import { loadConfig } from '../../shared/config';
import type { Config } from '../../shared/config';
import { TEST_DATABASE_URL } from './global-setup';

/** A database of one test file, dropped when it is done. */
export interface TestDatabase {
  /** Administrative address of this database. */
  readonly adminUrl: string;
  readonly config: Config;
  drop(): Promise<void>;
}

/** The settings of a test: demo mode, small pools, any free port. */
export function testConfig(overrides: Readonly<Record<string, string>> = {}): Config {
  return loadConfig({ PORT: '0', OIDC_PORT: '0', DATABASE_POOL_SIZE: '5', ...overrides });
}

/** A fresh database with every subgraph's schema and no rows. */
export function openEmptyDatabase(overrides?: Readonly<Record<string, string>>): Promise<TestDatabase> {
  return openFrom('empty', (adminUrl, config) => migrateAll(adminUrl, config), overrides);
}

/**
 * A fresh database copied from a template that is made once a run, by whichever worker needs it first. Copying a file tree
 * takes a tenth of a second; importing a nation takes seconds.
 */
export async function openFrom(
  template: string,
  fill: (adminUrl: string, config: Config) => Promise<void>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<TestDatabase> {
  const templateName = `template_${template}`;
  const { name, config } = unnamed(overrides);
  await asAdmin(async (client) => {
    await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [templateName]);
    const made = await client.query(`SELECT FROM pg_database WHERE datname = $1 AND datistemplate`, [templateName]);
    if (made.rowCount === 0) {
      await client.query(`DROP DATABASE IF EXISTS ${templateName}`);
      await client.query(`CREATE DATABASE ${templateName}`);
      await fill(urlOf(templateName), config);
      await client.query(`ALTER DATABASE ${templateName} IS_TEMPLATE true`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName}`);
  });
  return databaseOf(name, config);
}

/** A fresh database that one file alone needs: one of many gigabytes has no room beside a copy of it. */
export async function openOwn(
  fill: (adminUrl: string, config: Config) => Promise<void>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<TestDatabase> {
  const { name, config } = unnamed(overrides);
  await asAdmin((client) => client.query(`CREATE DATABASE ${name}`));
  await fill(urlOf(name), config);
  return databaseOf(name, config);
}

/** A name nobody has, and the settings of whoever uses it. */
function unnamed(overrides: Readonly<Record<string, string>>): { readonly name: string; readonly config: Config } {
  const name = `test_${randomBytes(6).toString('hex')}`;
  return { name, config: testConfig({ BERDAYA_DATA_DIR: join(tmpdir(), `berdaya-${name}`), ...overrides }) };
}

function databaseOf(name: string, config: Config): TestDatabase {
  return {
    adminUrl: urlOf(name),
    config,
    async drop() {
      await asAdmin((client) => client.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`));
      await rm(join(tmpdir(), `berdaya-${name}`), { recursive: true, force: true });
    },
  };
}

/** Runs statements with the rights of the administrator, on the given database. */
export async function asAdmin<T>(work: (client: Client) => Promise<T>, url: string = serverUrl()): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env[TEST_DATABASE_URL];
  if (url === undefined) throw new Error('the test database is not running');
  return url;
}

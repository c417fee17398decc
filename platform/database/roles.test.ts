import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { TEST_DATABASE_URL } from '../../test/support/global-setup';
import { SUBGRAPHS, childEnvironment, loadConfig } from '../../shared/config';
import { connect } from './connection';
import { prepareDatabase, roleName, rolePassword, roleUrl } from './roles';

const config = loadConfig({});
const serverUrl = childEnvironment()[TEST_DATABASE_URL] ?? '';
const database = `roles_${randomBytes(4).toString('hex')}`;
const adminUrl = serverUrl.replace('/berdaya?', `/${database}?`);
const open: Client[] = [];

/** A connection as one of the roles; ended after the tests. */
async function as(role: string): Promise<Client> {
  const client = await connect(roleUrl(adminUrl, role, config));
  open.push(client);
  return client;
}

/** The SQLSTATE a statement fails with; undefined when it does not fail. */
async function codeOf(client: Client, statement: string): Promise<string | undefined> {
  return client.query(statement).then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
}

const DENIED = '42501';

describe('database roles', () => {
  beforeAll(async () => {
    const admin = await connect(serverUrl);
    await admin.query(`CREATE DATABASE ${database}`);
    await admin.end();
    // Three services that start at once.
    await Promise.all([1, 2, 3].map(() => prepareDatabase(adminUrl, config)));
    for (const subgraph of SUBGRAPHS) {
      const owner = await as(roleName(subgraph, 'owner'));
      await owner.query('CREATE TABLE secret (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text)');
      await owner.query('CREATE SEQUENCE counter');
      await owner.query(`INSERT INTO secret (word) VALUES ('${subgraph}')`);
    }
  });

  afterAll(async () => {
    await Promise.all(open.map((client) => client.end()));
    const admin = await connect(serverUrl);
    await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
    await admin.end();
  });

  test('an application role reads and writes the tables its owner made', async () => {
    const app = await as(roleName('programs', 'app'));
    await app.query("INSERT INTO secret (word) VALUES ('more'); UPDATE secret SET word = 'less' WHERE word = 'more'");
    const { rows } = await app.query('SELECT word FROM secret ORDER BY id');
    expect(rows).toEqual([{ word: 'programs' }, { word: 'less' }]);
    await app.query("DELETE FROM secret WHERE word = 'less'; SELECT nextval('counter')");
  });

  test.each(
    SUBGRAPHS.flatMap((own) => SUBGRAPHS.filter((other) => other !== own).map((other) => [own, other] as const)),
  )('no role of %s reaches the schema of %s', async (own, other) => {
    for (const kind of ['owner', 'app'] as const) {
      const client = await as(roleName(own, kind));
      expect(await codeOf(client, `SELECT * FROM ${other}.secret`)).toBe(DENIED);
      expect(await codeOf(client, `CREATE TABLE ${other}.planted (id int)`)).toBe(DENIED);
      expect(await codeOf(client, `SET ROLE ${roleName(other, 'owner')}`)).toBe(DENIED);
      // Control: the same statement on the own schema.
      expect(await codeOf(client, `SELECT * FROM ${own}.secret`)).toBeUndefined();
    }
  });

  test('an application role owns nothing and cannot change the shape of the schema', async () => {
    const app = await as(roleName('programs', 'app'));
    for (const statement of [
      'ALTER TABLE secret ADD COLUMN planted int',
      'ALTER TABLE secret DISABLE ROW LEVEL SECURITY',
      'DROP TABLE secret',
      'TRUNCATE secret',
      'CREATE TABLE planted (id int)',
      'CREATE TABLE public.planted (id int)',
      'CREATE SCHEMA planted',
      'CREATE TABLE extensions.planted (id int)',
      `SET ROLE ${roleName('programs', 'owner')}`,
      'SELECT rolpassword FROM pg_authid',
    ]) {
      expect([statement, await codeOf(app, statement)]).toEqual([statement, DENIED]);
    }
    const { rows } = await app.query(
      'SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user',
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  test('row-level security holds for an application role and not for its owner, unless forced', async () => {
    const owner = await as(roleName('employers', 'owner'));
    const app = await as(roleName('employers', 'app'));
    await owner.query('ALTER TABLE secret ENABLE ROW LEVEL SECURITY');
    expect((await app.query('SELECT * FROM secret')).rowCount).toBe(0);
    expect((await owner.query('SELECT * FROM secret')).rowCount).toBe(1);
  });

  test('a role finds its own schema and the extensions without naming them, and may make temporary tables', async () => {
    const app = await as(roleName('beneficiaries', 'app'));
    const { rows } = await app.query("SELECT similarity('Siti Aminah', 'Sitti Aminah') > 0.5 AS similar");
    expect(rows).toEqual([{ similar: true }]);
    await app.query('CREATE TEMP TABLE draft (id int)');
  });

  test('repeating it changes nothing and takes back attributes someone gave a role', async () => {
    const admin = await connect(adminUrl);
    const snapshot = async () =>
      (
        await admin.query(`SELECT roles.*, kept.rolpassword AS verifier FROM pg_roles roles JOIN pg_authid kept USING (oid)
          WHERE roles.rolname LIKE 'berdaya%' ORDER BY roles.rolname`)
      ).rows;
    const before = await snapshot();
    // The mildest of them: other test files use these roles at the same time.
    await admin.query(`ALTER ROLE ${roleName('programs', 'app')} CREATEDB`);
    await prepareDatabase(adminUrl, config);
    expect(await snapshot()).toEqual(before);
    await admin.end();
  });

  test('passwords differ by role and by secret, and a wrong one is refused without being printed', async () => {
    const secret = { databaseRoleSecret: 'a secret of the ministry' };
    const role = roleName('programs', 'app');
    const words = [rolePassword(role, config), rolePassword(role, secret), rolePassword('another', secret)];
    expect(new Set(words).size).toBe(3);
    expect(words.every((word) => /^[0-9a-f]{64}$/.test(word))).toBe(true);
    const refusal = await connect(roleUrl(adminUrl, role, secret)).catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'DATABASE_UNREACHABLE', details: { reason: 'the password was refused' } });
    expect(JSON.stringify(refusal)).not.toContain(rolePassword(role, secret));
  });

  test('a server that does not answer is named by host and port only', async () => {
    await expect(prepareDatabase('postgres://admin:hunter2hunter2@127.0.0.1:1/berdaya', config)).rejects.toMatchObject({
      message: 'The database at 127.0.0.1:1 does not answer: nothing listens there.',
    });
  });

  test('an administrator who is no superuser, as managed servers give one, is enough', async () => {
    const name = `manager_${randomBytes(4).toString('hex')}`;
    const other = `${database}_managed`;
    const admin = await connect(serverUrl);
    await admin.query(`CREATE ROLE ${name} LOGIN CREATEROLE CREATEDB PASSWORD 'word'`);
    // What the manager would be, had it made these roles itself.
    for (const subgraph of [...SUBGRAPHS, 'gateway'] as const) {
      await admin.query(
        `GRANT ${roleName(subgraph, 'owner')}, ${roleName(subgraph, 'app')} TO ${name} WITH ADMIN OPTION`,
      );
    }
    await admin.query(`CREATE DATABASE ${other} OWNER ${name}`);
    const url = new URL(serverUrl.replace('/berdaya?', `/${other}?`));
    url.username = name;
    url.password = 'word';
    await prepareDatabase(url.href, config);
    const client = await connect(roleUrl(url.href, roleName('programs', 'owner'), config));
    await client.query('CREATE TABLE mine (id int)');
    await client.end();
    await admin.query(`DROP DATABASE ${other} WITH (FORCE)`);
    await admin.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await admin.end();
  });
});

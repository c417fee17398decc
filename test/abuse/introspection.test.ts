import { buildClientSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import type { IntrospectionQuery } from 'graphql';
import { EXAMPLES } from '../../platform/demo/examples';
import { identitiesOf } from '../../platform/platform';
import { ROLE_RULES } from '../../gateway/admission/rules';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import { serveGraph } from '../support/graph';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';
import { withNodeEnv } from '../support/node-env';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** AZ11: the schema is closed unless a role may read it, and then shows what the role may read. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const FULL = getIntrospectionQuery();

async function schemaOf(role: Role) {
  const { data, errors } = await platform.ask(viewerOf(role), FULL);
  expect(errors).toEqual([]);
  return buildClientSchema(data as unknown as IntrospectionQuery);
}

const CLOSED = ROLES.filter((role) => ROLE_RULES[role].schema === 'DEMO');

test('in production the schema is closed to the public, the public app and partners', () => {
  expect(CLOSED).toEqual(expect.arrayContaining(['PUBLIC', 'FRONTEND', 'PARTNER_RECRUITER', 'PARTNER_ADMIN']));
});

test.each(CLOSED)(
  'production: %s is told nothing of it, alone or beside data, also when it is known',
  async (closed) => {
    let role: Role = 'DATA_STEWARD';
    await using graph = await openGuardedGraph({ mode: 'production', verify: async () => viewerOf(role) });
    const asked = [
      FULL,
      '{ __schema { types { name } } }',
      '{ a { id } x: __type(name: "Node") { name } }',
      'query($n: String!) { ...F } fragment F on Query { __type(name: $n) { name } }',
    ];
    const variables = { n: 'Node' };
    for (const query of asked) expect((await graph.post({ query, variables })).code).toBeUndefined();
    role = closed;
    const isBound = ROLE_RULES[closed].documents !== undefined;
    for (const query of asked) {
      const { code, effects } = await graph.post({ query, variables });
      expect(['FORBIDDEN', ...(isBound ? ['DOCUMENT_NOT_TRUSTED'] : [])]).toContain(code);
      expect(effects).toEqual(UNTOUCHED);
    }
    // Control: a type's name is no question about the schema.
    if (!isBound) expect((await graph.post({ query: '{ a { __typename } }' })).code).toBeUndefined();
  },
);

test.each([undefined, 'development', 'test', 'production'])('NODE_ENV %s opens nothing and closes nothing', (given) =>
  withNodeEnv(given, async () => {
    let role: Role = 'PUBLIC';
    await using graph = await openGuardedGraph({ mode: 'production', verify: async () => viewerOf(role) });
    expect(await graph.post({ query: FULL })).toMatchObject({ code: 'FORBIDDEN', effects: UNTOUCHED });
    const wrong = await graph.post({ query: '{ a { aWrd } }' });
    expect(JSON.stringify(wrong.body)).not.toMatch(/did you mean|stacktrace/i);
    // Control: to whom it is open it is open.
    role = 'DATA_STEWARD';
    expect((await graph.post({ query: FULL })).code).toBeUndefined();
  }),
);

test('each role sees what it may read, and only that', async () => {
  const steward = await schemaOf('DATA_STEWARD');
  const anyone = await schemaOf('PUBLIC');
  const recruiter = await schemaOf('PARTNER_RECRUITER');
  expect(steward.getType('Person')?.toString()).toBe('Person');
  expect(Object.keys(steward.getQueryType()?.getFields() ?? {})).toContain('duplicateCandidates');
  const fieldsOf = (schema: typeof anyone, type: string) => {
    const found = schema.getType(type);
    return found && 'getFields' in found ? Object.keys(found.getFields()) : [];
  };
  expect(fieldsOf(steward, 'Person')).toEqual(expect.arrayContaining(['nik', 'fullName']));
  expect(fieldsOf(anyone, 'Person')).not.toEqual(expect.arrayContaining(['nik']));
  for (const hidden of ['nik', 'fullName', 'birthDate']) expect(fieldsOf(anyone, 'Person')).not.toContain(hidden);
  expect(fieldsOf(anyone, 'Employer')).not.toContain('quotaReports');
  expect(fieldsOf(recruiter, 'Employer')).toContain('quotaReports');
});

test('one question is answered for each viewer anew, though the document is known', async () => {
  const query = '{ __type(name: "Employer") { fields { name } } }';
  const served = await serveGraph({ ...platform, verify: async (token) => viewerOf((token ?? 'PUBLIC') as Role) });
  const ask = async (role: Role) => {
    const headers = { 'content-type': 'application/json', authorization: role };
    const response = await fetch(served.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return response.text();
  };
  const first = [await ask('DINSOS'), await ask('PUBLIC')];
  const again = [await ask('DINSOS'), await ask('PUBLIC')];
  await served.stop();
  expect(again).toEqual(first);
  expect(first[0]).toContain('quotaReports');
  expect(first[1]).not.toContain('quotaReports');
});

test('the console’s questions fit the schema their identity sees', async () => {
  for (const { identity, query } of EXAMPLES) {
    const role = identitiesOf(platform.database.config).find(({ name }) => name === identity)?.viewer.role ?? 'PUBLIC';
    expect(validate(await schemaOf(role), parse(query))).toEqual([]);
  }
});

test('a console of a partner reads the schema in a demo, by its own document', async () => {
  await using graph = await openGuardedGraph({ verify: async () => viewerOf('PARTNER_RECRUITER') });
  expect((await graph.post({ query: FULL, operationName: 'IntrospectionQuery' })).code).toBeUndefined();
  expect((await graph.post({ query: '{ __typename a { id } }' })).code).toBe('DOCUMENT_NOT_TRUSTED');
});

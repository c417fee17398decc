import { randomUUID } from 'node:crypto';
import { ROLE_RULES } from '../../gateway/admission/rules';
import { SLICE } from '../../gateway/admission/allowance';
import { budgetUrl, openGatewayStore } from '../../platform/budget/store';
import { verifyLedgers } from '../../platform/ledger/verify';
import { SUBGRAPHS } from '../../shared/config';
import { ENVELOPE_HEADER, signEnvelope } from '../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../support/database';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { hashText } from '../support/test-gateway';
import { TOPOLOGY } from '../support/topology';

/** Runs in the second topology only, and is the control that it is the second: see jest.config.mjs. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const rows = async (text: string, values: unknown[] = []) =>
  asAdmin(async (client) => (await client.query(text, values)).rows as object[], platform.database.adminUrl);
const QUERY = '{ regions { nodes { code name } } vacancies { nodes { id } } }';

test('every subgraph is a service, and two gateways stand in front', () => {
  expect(TOPOLOGY).toBe('services');
  expect(platform.services.map(({ name }) => name).sort()).toEqual([...SUBGRAPHS].sort());
  expect(new Set(platform.services.map(({ url }) => url)).size).toBe(SUBGRAPHS.length);
  expect(platform.gateways).toHaveLength(2);
});

test('each fetch is a request over HTTP, and the two gateways are asked by turns', async () => {
  const before = platform.requests.length;
  const answers = [];
  for (let time = 0; time < 4; time += 1) answers.push(await platform.ask(viewerOf('PUBLIC'), QUERY));
  for (const { data, errors } of answers) expect({ data, errors }).toEqual({ data: answers[0]?.data, errors: [] });
  const arrived = platform.requests.slice(before);
  expect(arrived.map(({ service }) => service).sort()).toEqual(answers.flatMap(({ fetches }) => fetches).sort());
  expect(arrived).toHaveLength(8);
  // One socket of each gateway at each of the services, used again the second time.
  const sockets = arrived.filter(({ service }) => service === 'employers').map(({ socket }) => socket);
  expect([sockets[0] === sockets[1], sockets.slice(2)]).toEqual([false, sockets.slice(0, 2)]);
  // Neither knows what the other has planned.
  expect(platform.gateways.map(({ holder }) => holder.current.metrics)).toEqual([
    { hits: 1, misses: 1, size: 1 },
    { hits: 1, misses: 1, size: 1 },
  ]);
});

test.each(SUBGRAPHS)('%s answers nobody without an envelope', async (name) => {
  const url = platform.services.find((service) => service.name === name)?.url ?? '';
  const body = JSON.stringify({ query: '{ _service { sdl } }' });
  const post = (headers: Record<string, string>) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const refused = await post({});
  expect([refused.status, await refused.json()]).toEqual([
    401,
    { errors: [expect.objectContaining({ extensions: { code: 'ENVELOPE_INVALID' } })] },
  ]);
  // Control: with one, signed for it, it answers.
  const { envelope } = platform.database.config.keys;
  const signed = signEnvelope(viewerOf('PUBLIC'), { audience: name, body }, envelope);
  expect((await post({ [ENVELOPE_HEADER]: signed })).status).toBe(200);
});

test('both gateways count one account in one row', async () => {
  // The minute must not turn between two questions.
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  const viewer = viewerOf('CITIZEN', { subject: 'asks both' });
  const account = hashText(JSON.stringify(['viewer', 'CITIZEN', viewer.subject]));
  const spent = async () => rows('SELECT spent::int FROM gateway.budget WHERE account = $1', [account]);
  const slice = ROLE_RULES.CITIZEN.viewerBudget * SLICE;
  expect(await spent()).toEqual([]);
  await platform.ask(viewer, QUERY);
  expect(await spent()).toEqual([{ spent: slice }]);
  await platform.ask(viewer, QUERY);
  expect(await spent()).toEqual([{ spent: 2 * slice }]);
  // Control: the third question finds something left of the first gateway's slice.
  await platform.ask(viewer, QUERY);
  expect(await spent()).toEqual([{ spent: 2 * slice }]);
  now.mockRestore();
});

test('who tries out ids finds out no more from two gateways than from one', async () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  const database = await openEmptyDatabase();
  const store = openGatewayStore(
    budgetUrl({ ...database.config, databaseUrl: database.adminUrl }),
    database.config.keys.ledger,
  );
  await using limited = await startTestPlatform(database, { budgets: store.budgets });
  const viewer = viewerOf('CITIZEN', { personId: randomUUID() });
  const { misses } = ROLE_RULES.CITIZEN;
  const look = async () => {
    const { errors } = await limited.ask(viewer, 'query P($id: ID!) { person(id: $id) { id } }', { id: randomUUID() });
    return errors[0]?.extensions['code'];
  };
  const codes = [];
  for (let time = 0; time < misses + 10; time += 1) codes.push(await look());
  expect(new Set(codes)).toEqual(new Set([undefined, 'BUDGET_EXCEEDED']));
  const looked = codes.filter((code) => code === undefined).length;
  expect(looked).toBeLessThanOrEqual(misses);
  // A slice of the other gateway's may be left over, no more.
  expect(looked).toBeGreaterThanOrEqual(misses - Math.ceil(misses * SLICE));
  expect(codes.slice(-2)).toEqual(['BUDGET_EXCEEDED', 'BUDGET_EXCEEDED']);
  await store.stop();
  now.mockRestore();
});

test('each gateway keeps its refusals in a chain of its own', async () => {
  const query = '{ persons { nodes { nik } } }';
  for (let time = 0; time < 4; time += 1) expect((await platform.ask(viewerOf('ANALYST'), query)).fetches).toEqual([]);
  expect(
    await rows('SELECT count(*)::int AS entries FROM gateway.read_ledger GROUP BY writer ORDER BY writer'),
  ).toEqual([{ entries: 2 }, { entries: 2 }]);
  const members = platform.subgraphs.map(({ parts, database }) => ({ ...parts, database }));
  const verified = await verifyLedgers([...members, platform.gateway], platform.database.config.keys.ledger);
  expect(verified).toMatchObject({ chains: 2, entries: 4, breaks: [] });
});

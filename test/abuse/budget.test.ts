import { createMemoryStore } from '../../gateway';
import type { BudgetStore } from '../../gateway';
import { createAllowance } from '../../gateway/admission/allowance';
import { ORGANISATION_BUDGET, ROLE_RULES } from '../../gateway/admission/rules';
import { budgetUrl, openGatewayStore } from '../../platform/budget/store';
import type { Viewer } from '../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { openGuardedGraph } from '../support/guarded-graph';
import { viewerOf } from '../support/platform';
import { hashText } from '../support/test-gateway';

/** AB5: work is counted in cost, for a viewer and for an organisation, over all replicas together. */
let database: TestDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
});
afterAll(() => database.drop());

const openAt = (url: string) => {
  const { budgets, stop } = openGatewayStore(url, database.config.keys.ledger);
  return { ...budgets, stop };
};
const openStore = () => openAt(budgetUrl({ ...database.config, databaseUrl: database.adminUrl }));
/** The minute must not turn while budgets are counted. */
beforeEach(() => {
  jest.useFakeTimers({
    now: 1_800_000_000_000,
    doNotFake: [
      'nextTick',
      'setImmediate',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  });
});
afterEach(() => jest.useRealTimers());

const EXPENSIVE = '{ as(first: 4900) { id } }';

test('two gateways on one database together never spend more than the budget', async () => {
  const stores = [openStore(), openStore()];
  const viewer = viewerOf('CITIZEN', { subject: 'shared by two' });
  const graphs = await Promise.all(stores.map((budgets) => openGuardedGraph({ budgets, verify: async () => viewer })));
  const replies = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => graphs[index % 2]?.post({ query: EXPENSIVE })),
  );
  const served = replies.filter((reply) => reply?.code === undefined).length;
  expect(replies.filter((reply) => reply?.code === 'BUDGET_EXCEEDED')).toHaveLength(40 - served);
  const refused = await graphs[0]?.post({ query: EXPENSIVE });
  const budget = ROLE_RULES.CITIZEN.viewerBudget;
  expect(served * 4_900).toBeLessThanOrEqual(budget);
  // A slice for each replica may be lost, no more.
  expect(served * 4_900).toBeGreaterThan(budget * 0.8);
  expect(refused).toMatchObject({ status: 429, effects: { fetches: 0 } });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.body.errors?.[0]?.extensions).toMatchObject({
    what: 'your account',
    seconds: expect.any(Number) as number,
  });
  // Control: another viewer has a budget of their own, and this one has it again in the next minute.
  jest.setSystemTime(1_800_000_000_000 + 60_000);
  expect((await graphs[0]?.post({ query: EXPENSIVE }))?.code).toBeUndefined();
  for (const graph of graphs) await graph[Symbol.asyncDispose]();
  for (const store of stores) await store.stop();
});

test('the rows tell nobody whose they are', async () => {
  const store = openStore();
  await using graph = await openGuardedGraph({
    budgets: store,
    verify: async () => viewerOf('DINSOS', { subject: 'siti.aminah' }),
  });
  await graph.post({ query: '{ a { id } }' });
  const { rows } = await asAdmin((client) => client.query('SELECT * FROM gateway.budget'), database.adminUrl);
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/siti|dinsos/i);
  await store.stop();
});

test('the gateway’s role can do nothing but count', async () => {
  const url = budgetUrl({ ...database.config, databaseUrl: database.adminUrl });
  await expect(asAdmin((client) => client.query('SELECT 1 FROM beneficiaries.person'), url)).rejects.toThrow(
    'permission denied',
  );
  await expect(asAdmin((client) => client.query('DROP TABLE gateway.budget'), url)).rejects.toThrow('owner');
});

test('an organisation’s people share its budget, and others do not', async () => {
  const recruiter = (subject: string, employerId: string): Viewer =>
    viewerOf('SENTRA_OFFICER', { subject, sentraId: employerId });
  let viewer = recruiter('r0', 'S-1');
  const spent: string[] = [];
  const memory = createMemoryStore();
  const organisation = hashText(JSON.stringify(['sentra', 'S-1']));
  const budgets: BudgetStore = {
    reserve: (claim) => {
      spent.push(claim.account);
      return memory.reserve(claim);
    },
  };
  await memory.reserve({
    account: organisation,
    period: 30_000_000,
    amount: ORGANISATION_BUDGET - 6_000,
    limit: ORGANISATION_BUDGET,
  });
  await using graph = await openGuardedGraph({ budgets, verify: async () => viewer });
  expect((await graph.post({ query: EXPENSIVE })).code).toBeUndefined();
  viewer = recruiter('r1', 'S-1');
  const refused = await graph.post({ query: EXPENSIVE });
  expect(refused).toMatchObject({ status: 429, code: 'BUDGET_EXCEEDED', effects: { fetches: 0 } });
  expect(refused.body.errors?.[0]?.extensions['what']).toBe('your organisation');
  viewer = recruiter('r2', 'S-2');
  expect((await graph.post({ query: EXPENSIVE })).code).toBeUndefined();
  expect(spent).toContain(organisation);
});

describe('the store does not answer', () => {
  const down: BudgetStore = { reserve: () => Promise.reject(new Error('down')) };

  test.each(['DINSOS', 'PENDAMPING', 'DATA_STEWARD', 'CITIZEN'] as const)(
    '%s reads persons and is refused',
    async (role) => {
      await using graph = await openGuardedGraph({ budgets: down, verify: async () => viewerOf(role) });
      for (let time = 0; time < 2; time += 1) {
        const reply = await graph.post({ query: '{ a { id } }' });
        expect(reply).toMatchObject({ status: 503, code: 'BUDGET_UNAVAILABLE', effects: { fetches: 0 } });
      }
    },
  );

  test.each(['PUBLIC', 'ANALYST', 'ADMIN'] as const)('%s reads none and is counted by this replica', async (role) => {
    await using graph = await openGuardedGraph({ budgets: down, verify: async () => viewerOf(role) });
    expect((await graph.post({ query: '{ a { id } }' })).code).toBeUndefined();
  });

  test('a database that is not there is found out, not waited for', async () => {
    const store = openAt('postgres://nobody@127.0.0.1:9/none');
    await using graph = await openGuardedGraph({ budgets: store, verify: async () => viewerOf('DINSOS') });
    expect((await graph.post({ query: '{ a { id } }' })).code).toBe('BUDGET_UNAVAILABLE');
    await store.stop();
  });
});

test('most requests ask the store for nothing', async () => {
  let claims = 0;
  const store = createMemoryStore();
  const allowance = createAllowance({ reserve: (claim) => (claims++, store.reserve(claim)) });
  let spent = 0;
  while ((await allowance.spend({ hash: 'x', limit: 10_000 }, 7)) === 'SPENT') spent += 7;
  expect(spent).toBeGreaterThan(9_990);
  expect(spent).toBeLessThanOrEqual(10_000);
  expect(claims).toBeLessThan(40);
});

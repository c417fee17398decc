import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceLink } from '../../platform/links';
import { CATALOGUE } from '../../platform/catalogue';
import { resealAll } from '../../platform/keyring/reseal';
import { retireKey } from '../../platform/keyring/retirement';
import { rotateRing } from '../../platform/keyring/ring-file';
import { loadConfig } from '../../shared/config';
import type { Config, RingUse } from '../../shared/config';
import { createSubgraphHandler } from '../../shared/subgraph';
import { asAdmin, openEmptyDatabase } from '../support/database';
import { serve } from '../support/http';
import { openKeyFileOfTest, untilCurrent } from '../support/key-file';
import type { TestKeyFile } from '../support/key-file';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/**
 * Rings are rotated under a client that keeps asking: through the whole graph in one process, and over HTTP from a gateway
 * to a subgraph service that reads the key file for itself.
 */
let keyFile: TestKeyFile;
let platform: TestPlatform;
/** The subgraph service's own settings; the platform's are the gateway's. */
let service: Config;
let ids: TestIds;
let link: ReturnType<typeof createServiceLink>;
const endings: (() => unknown)[] = [];
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });
/** Longer than a process takes to notice. */
const GRACE_SECONDS = 1.5;

beforeAll(async () => {
  keyFile = await openKeyFileOfTest();
  platform = await startTestPlatform(await openEmptyDatabase({ KEY_FILE: keyFile.path }));
  service = loadConfig({ KEY_FILE: keyFile.path });
  for (const { keySource } of [gateway(), service]) endings.push(keySource.follow(() => undefined));
  const families = Array.from({ length: 5 }, (_, at) => ({ key: `family ${at}`, members: [{ key: `person ${at}` }] }));
  ids = await addFamilies(platform, families);
  const { subgraph } = platform.subgraph('beneficiaries');
  const answer = createSubgraphHandler(subgraph, service.keys.envelope, () => undefined);
  const served = await serve((request, response) => void answer(request, response));
  link = createServiceLink('beneficiaries', served.url, gateway().keys.envelope);
  endings.push(served.stop, () => link.close?.());
});
afterAll(async () => {
  for (const end of endings.reverse()) await end();
  await platform.stop();
  await keyFile.remove();
});

const gateway = () => platform.database.config;
const members = () => CATALOGUE.map((parts) => ({ ...parts, database: platform.subgraph(parts.name).database }));
const retire = (use: RingUse, id: string) => retireKey(keyFile.path, use, id, gateway(), (work) => work(members()));

const LIST = `query L($after: String) {
  families(first: 2, after: $after) { nodes { id kkNumber } pageInfo { endCursor } }
}`;
interface Families {
  readonly families: { readonly nodes: readonly object[]; readonly pageInfo: { readonly endCursor: string } };
}
const list = (after?: string) => platform.ask<Families>(officer, LIST, { after });
const cursorOf = async () => (await list()).data?.families.pageInfo.endCursor ?? '';

const ENTITIES = 'query E($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fullName nik } } }';
const entities = () =>
  link.send(
    {
      document: { text: ENTITIES, json: JSON.stringify(ENTITIES) },
      variables: JSON.stringify({ r: [{ __typename: 'Person', id: ids.person('person 0') }] }),
      isMutation: false,
      origin: { requestId: 'test', documentHash: 'none' },
    },
    officer,
  );

/** Asks both ways, over and over, until it is told to stop; gives back every different answer there was. */
function keepAsking(after: string) {
  let isOver = false;
  let rounds = 0;
  const answers = new Set<string>();
  const asking = (async () => {
    while (!isOver) {
      const [page, entity] = await Promise.all([list(after), entities()]);
      answers.add(JSON.stringify([page.errors, page.data?.families.nodes, entity]));
      rounds += 1;
      await sleep(1);
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return { answers: [...answers], rounds };
  };
}

async function rotate(use: RingUse): Promise<string> {
  const { id } = await rotateRing(keyFile.path, use, gateway(), GRACE_SECONDS);
  await Promise.all([gateway(), service].map((config) => untilCurrent(config, use, id)));
  return id;
}

const sealed = () =>
  asAdmin(async (client) => {
    const { rows } = await client.query<{ value: string }>(
      `SELECT kk_sealed AS value FROM beneficiaries.family UNION ALL SELECT nik_sealed FROM beneficiaries.person`,
    );
    return rows.map(({ value }) => value);
  }, platform.database.adminUrl);

test('every ring is rotated, values are sealed anew and old keys retired, and the client notices nothing', async () => {
  const before = await cursorOf();
  expect(before).toMatch(/^demo\./);
  const stop = keepAsking(before);

  const ids = { envelope: await rotate('envelope'), cursor: await rotate('cursor'), field: await rotate('field') };
  expect(await cursorOf()).toMatch(new RegExp(`^${ids.cursor}\\.`));
  await expect(retire('field', 'demo')).rejects.toMatchObject({ code: 'KEY_IN_USE' });
  const counts = (await resealAll(members(), gateway())).map(({ resealed }) => resealed);
  expect(counts.filter((count) => count > 0)).toEqual([5, 5]);
  const values = await sealed();
  expect(values).toHaveLength(10);
  expect(values.filter((value) => !value.startsWith(`${ids.field}.`))).toEqual([]);
  await keyFile.age();
  await retire('envelope', 'demo');
  await retire('field', 'demo');
  while (service.keys.envelope.find('demo') ?? gateway().keys.field.find('demo')) await sleep(20);

  const { answers, rounds } = await stop();
  expect(rounds).toBeGreaterThan(10);
  expect(answers).toHaveLength(1);
  expect(JSON.parse(answers[0] ?? '')).toMatchObject([
    [],
    [{ kkNumber: '************9001' }, { kkNumber: '************9001' }],
    { data: { _entities: [{ fullName: 'Warga person 0', nik: '************9001' }] } },
  ]);

  expect((await list(before)).errors).toEqual([]);
  await retire('cursor', 'demo');
  while (gateway().keys.cursor.find('demo')) await sleep(20);
  expect((await list(before)).errors[0]?.extensions).toMatchObject({ code: 'CURSOR_INVALID' });
  expect((await list(await cursorOf())).errors).toEqual([]);
}, 60_000);

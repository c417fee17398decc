import { buildSchema } from 'graphql';
import { readSupergraph } from '../../platform/front';
import type { Role } from '../../shared/viewer';
import { digest } from '../support/access/digest';
import { plantOversight } from '../support/access/oversight-rows';
import { CALL_IDS, MISSING, SEES_ALL } from '../support/access/reach';
import { rootCalls } from '../support/access/root-calls';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { servePlatform } from '../support/access/served';
import type { ServedPlatform } from '../support/access/served';
import { readMarks } from '../support/access/specification';
import { openEmptyDatabase } from '../support/database';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A mutation reaches no row its viewer does not see: aimed at one beyond reach it says what it says of one that is not there. */
const sdl = readSupergraph();
const schema = buildSchema(sdl, { assumeValid: true });
const calls = rootCalls(schema, readMarks(sdl)).filter(({ kind }) => kind === 'mutation');

let platform: TestPlatform;
let served: ServedPlatform;
let seeds: Seeds;
beforeAll(async () => {
  platform = await startTestPlatform(await openEmptyDatabase());
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
  await plantOversight(platform, seeds);
  served = await servePlatform(platform);
});
afterAll(async () => {
  await served?.stop();
  await platform?.stop();
});

/** The call with every id of a row within reach replaced. */
function aimedAt(text: string, idOf: (type: string) => string): string {
  const near = Object.entries(seeds.entities).map(([type, ids]) => [ids.near, idOf(type)] as const);
  const behindCalls = Object.values(CALL_IDS).map((id) => [id, MISSING] as const);
  return [...near, ...behindCalls].reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

/** Mutations that take no row of somebody: they make one, or work on the viewer's own. */
const OF_NOBODY = [
  'applyForPartnership',
  'applyLks',
  'checkCompliance',
  'draftVacancy',
  'exportMyData',
  'openBreachCase',
  'planDevice',
  'proposeCommunityActivity',
  'proposePsksHelper',
  'reachOut',
  'recordDeviceTeam',
  'recordSka',
  'recordSkaMonth',
  'reportQuota',
  'runStage',
  'uploadVacancies',
];
/** Who may call for the row of anybody: the ministry attests for every centre. */
const OF_ANYBODY: Readonly<Record<string, readonly Role[]>> = { attestQuota: ['PROGRAM_MANAGER'] };
/** Their target is one of several; the tests beside them aim each beyond reach. */
const ONE_OF_SEVERAL = ['proposeChange'];
const WITHOUT_TARGET = [...OF_NOBODY, ...ONE_OF_SEVERAL].sort();

test('control: all other mutations are aimed at a row', () => {
  const aimless = calls.filter((call) => aimedAt(call.write(seeds), () => MISSING) === call.write(seeds));
  expect(aimless.map(({ name }) => name).sort()).toEqual(WITHOUT_TARGET);
});

test.each(calls.filter(({ name }) => !WITHOUT_TARGET.includes(name)))('$name', async (call) => {
  const text = call.write(seeds);
  const kind = { far: (type: string) => seeds.entities[type]?.far ?? MISSING, missing: () => MISSING };
  const before = await digest(platform.database);
  for (const role of call.roles) {
    const viewer = seeds.viewer(role);
    const ask = (aim: (type: string) => string) => served.ask(viewer, { query: `mutation { ${aimedAt(text, aim)} }` });
    const [beyond, missing] = [await ask(kind.far), await ask(kind.missing)];
    const told = ({ data, errors }: typeof beyond) => ({ data: data?.[call.name] ?? null, errors });
    const isOpen =
      ['Person', call.target].some((type) => SEES_ALL[role]?.includes(type)) || OF_ANYBODY[call.name]?.includes(role);
    if (!isOpen) expect([role, told(beyond)]).toEqual([role, told(missing)]);
    expect([role, told(missing).data]).toEqual([role, null]);
    expect([role, missing.errors.map(({ extensions }) => extensions['code'])]).toEqual([
      role,
      [expect.stringMatching(/^(NOT_FOUND|FORBIDDEN)$/)],
    ]);
    // It got as far as the subgraph: the row is what was refused, not the call.
    expect([role, missing.calls]).toEqual([role, 1]);
  }
  expect(await digest(platform.database)).toBe(before);
});

test('control: aimed at a row within reach, a mutation finds it, and the digest sees what it changed', async () => {
  const before = await digest(platform.database);
  const call = calls.find(({ name }) => name === 'restrictProcessing');
  const id = seeds.rows['Person']?.near ?? '';
  const input = `{ person: "${id}", reason: "asked for in a letter", clientKey: "within-reach-1" }`;
  const { data, errors } = await served.ask(seeds.viewer('DPO'), {
    query: `mutation { ${call?.name}(input: ${input}) { person } }`,
  });
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ restrictProcessing: {} });
  expect(await digest(platform.database)).not.toBe(before);
});

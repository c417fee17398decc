import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '../../platform/demo/examples';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { identitiesOf } from '../../platform/platform';
import { StatDesk } from '../support/stat-desk';
import type { TestPlatform } from '../support/platform';

const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) =>
    (text ?? '').trim(),
  );

let platform: TestPlatform;
beforeAll(async () => {
  ({ platform } = await StatDesk.open());
}, 240_000);
afterAll(() => platform.stop());

test('the README asks what the start banner and GraphiQL ask', () => {
  expect(blocks('graphql')).toEqual(EXAMPLES.map(({ query }) => query));
});

test.each(EXAMPLES.map((example, place) => [example.identity, { ...example, place }] as const))(
  'the README’s answer for %s is the answer',
  async (identity, { query, place }) => {
    const viewer = identitiesOf(platform.database.config).find(({ name }) => name === identity)?.viewer;
    if (!viewer) throw new Error(`no identity ${identity}`);
    const { data, errors, access } = await platform.ask(viewer, query);
    const told = {
      ...(errors.length > 0 && { errors }),
      data,
      ...(access.length > 0 && { extensions: { access } }),
    };
    expect(told).toEqual(JSON.parse(blocks('json')[place] ?? '{}'));
  },
);

describe('one question as four roles see it', () => {
  const query = /```\n(query OnePerson [\s\S]*?)```/.exec(README)?.[1] ?? '';
  const table = README.split('\n')
    .filter((line) => line.startsWith('| field | `') || /^\| `\w+` \| ["\d[nt]/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));
  const [head = [], ...rows] = table;

  test.each(head.slice(1).map((cell, column) => [cell.replaceAll('`', ''), column + 1] as const))(
    'the table tells what %s gets',
    async (identity, column) => {
      const viewer = identitiesOf(platform.database.config).find(({ name }) => name === identity)?.viewer;
      if (!viewer) throw new Error(`no identity ${identity}`);
      const { data } = await platform.ask<{ person: { family: object } }>(viewer, query);
      const { family, ...person } = data?.person ?? { family: {} };
      const told = rows.map((row) => [row[0]?.replaceAll('`', '') ?? '', JSON.parse(row[column] ?? '') as unknown]);
      expect(Object.fromEntries(told)).toEqual({ ...person, ...family });
    },
  );

  test('control: the table was found', () => {
    expect([head.length, rows.length]).toEqual([5, 7]);
  });

  test('an analyst is refused before any subgraph is asked', async () => {
    const viewer = identitiesOf(platform.database.config).find(({ name }) => name === 'analyst')?.viewer;
    if (!viewer) throw new Error('no analyst');
    expect(await platform.ask(viewer, query)).toMatchObject({ data: null, fetches: [] });
  });
});

describe('fifty families with members, enrolments and payments', () => {
  const QUERY = `query Caseload($first: Int!) { families(first: $first, filter: { kpmFlags: { has: ["PKH"] } }) { nodes {
    id region { name } head { fullName } members { fullName pkhComponents { component } }
    enrolments { status program { name } payments(first: 3) { nodes { period amount status } } } } } }`;

  test('cost the same number of statements and fetches as one', async () => {
    const viewer = identitiesOf(platform.database.config).find(({ name }) => name === 'dinsos')?.viewer;
    if (!viewer) throw new Error('no officer');
    const ask = (first: number) =>
      platform.ask<{ families: { nodes: { members: object[] }[] } }>(viewer, QUERY, { first });
    const [one, fifty] = [await ask(1), await ask(50)];
    expect(fifty.errors).toEqual([]);
    expect(fifty.data?.families.nodes).toHaveLength(50);
    expect(fifty.data?.families.nodes.flatMap(({ members }) => members).length).toBeGreaterThan(100);
    expect(one.statements.length).toBeGreaterThan(5);
    expect(fifty.statements).toHaveLength(one.statements.length);
    expect(fifty.fetches).toEqual(one.fetches);
    // Control: the counter sees what is asked again; fifty families asked one by one would show.
    const again = [await ask(1), await ask(1), await ask(1)];
    expect(again.flatMap(({ statements }) => statements)).toHaveLength(3 * one.statements.length);
    expect(again.flatMap(({ fetches }) => fetches)).toHaveLength(3 * one.fetches.length);
  });
});

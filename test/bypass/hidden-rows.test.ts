import { addFamilies, addRegions } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import type { Viewer } from '../../shared/viewer';

/**
 * Whether there are rows beyond one's reach must not show anywhere: not in an error, a count, a page, a cursor or the number of
 * statements. Every question is asked before such rows exist and after.
 */
const NIK = '3204054101809001';
let platform: TestPlatform;
let ids: TestIds;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.stop();
  await addRegions(platform);
  ids = await addFamilies(
    platform,
    ['a', 'b', 'c'].map((key, index) => ({
      key,
      desil: 1 + index,
      members: [
        { key: `${key}1`, name: `Sarni ${key}` },
        { key: `${key}2`, name: `Budi ${key}` },
      ],
    })),
  );
});
afterAll(() => platform.stop());

const VIEWERS: Record<string, () => Viewer> = {
  DINSOS: () => viewerOf('DINSOS', { regionCodes: ['3204'] }),
  PENDAMPING: () => viewerOf('PENDAMPING', { regionCodes: ['320405'] }),
  SUPERVISOR: () => viewerOf('SUPERVISOR', { regionCodes: ['3204'] }),
  DATA_STEWARD: () => viewerOf('DATA_STEWARD', { regionCodes: ['3204'] }),
  DPO: () => viewerOf('DPO', { regionCodes: ['3204'] }),
  CITIZEN: () => viewerOf('CITIZEN', { personId: ids.person('a1') }),
  PROGRAM_MANAGER: () => viewerOf('PROGRAM_MANAGER', { programCodes: ['KUBE'] }),
  ANALYST: () => viewerOf('ANALYST'),
  PUBLIC: () => viewerOf('PUBLIC'),
};

const ALL =
  'edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { value exact }';
const QUESTIONS: Record<string, string> = {
  'a list that could go on': `{ families(first: 2) { ${ALL} } persons(first: 6) { ${ALL} } }`,
  'a list from behind': `{ families(last: 2) { ${ALL} } }`,
  'a sorted one': `{ families(first: 3, orderBy: [{ field: DESIL, direction: DESC }]) { ${ALL} } }`,
  'a filter for what is hidden': `{ families(filter: { desil: { eq: 9 } }) { ${ALL} } }`,
  'a filter for the hidden place': `{ persons(filter: { region: { within: "3205" } }) { ${ALL} } }`,
  'a hidden row by id':
    '{ person(id: "$PERSON") { id fullName nik } family(id: "$FAMILY") { id desil members { id } } }',
  'a hidden row by id in a filter': `{ persons(filter: { id: { in: ["$PERSON"] } }) { ${ALL} } }`,
  'a hidden row by its number': `{ personsByNik(nik: "${NIK}") { id fullName } }`,
  'a hidden row by its name': '{ searchPersons(name: "Sarni") { id fullName } }',
  'a page that is too large': '{ persons(first: 101) { nodes { id } } }',
  'a cursor that was made up': '{ persons(first: 1, after: "demo.WyIxIl0.AAAA") { nodes { id } } }',
  'aid of a hidden family':
    '{ family(id: "$FAMILY") { enrolments { id } } enrolments(first: 5) { totalCount { value } } }',
};

async function askAll(viewer: Viewer): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(QUESTIONS)) {
    const query = text.replaceAll('$PERSON', ids.person('far1')).replaceAll('$FAMILY', ids.family('far'));
    const { data, errors, access, statements, fetches } = await platform.ask(viewer, query);
    // Two subgraphs ask side by side, in no order.
    answers[name] = { data, errors, access, statements: [...statements].sort(), fetches };
  }
  return answers;
}

test('a hundred families beyond reach change no answer, no error and no statement', async () => {
  const before: Record<string, Record<string, unknown>> = {};
  for (const [name, viewer] of Object.entries(VIEWERS)) before[name] = await askAll(viewer());
  const neighbour = viewerOf('DINSOS', { regionCodes: ['3205'] });
  const neighbours = await askAll(neighbour);

  const hidden = Array.from({ length: 100 }, (_, index) => ({
    key: index === 0 ? 'far' : `far-${index}`,
    region: '3205012001',
    desil: 9,
    kpmFlags: ['PKH'],
    members: [
      { key: index === 0 ? 'far1' : `far1-${index}`, name: `Sarni jauh ${index}`, nik: index === 0 ? NIK : undefined },
    ],
  }));
  await addFamilies(platform, hidden);

  for (const [name, viewer] of Object.entries(VIEWERS)) {
    const after = await askAll(viewer());
    for (const question of Object.keys(QUESTIONS)) {
      expect([name, question, after[question]]).toEqual([name, question, before[name]?.[question]]);
    }
  }
  // Control: to whom they are within reach nearly every question is answered anew.
  const after = await askAll(neighbour);
  const changed = Object.keys(QUESTIONS).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(neighbours[name]),
  );
  expect(changed.length).toBeGreaterThanOrEqual(7);
});

import { openEmptyDatabase } from '../support/database';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(await openEmptyDatabase({ DATABASE_POOL_SIZE: '2' }));
});
afterAll(() => platform.stop());

/** `a` fails at once and, being non-null, ends the answer while its siblings still read. */
const DRAINING = `query Drain($of: [_Any!]!) { _entities(representations: $of) { ... on Region {
  a: vacancies(first: 101) { nodes { id } }
  b: vacancies(first: 5) { nodes { employer { name } } totalCount { value } }
  openSeats } } }`;

test('requests that fail half-way give every connection back, however often they come', async () => {
  const { subgraph } = platform.subgraph('employers');
  const viewer = viewerOf('PUBLIC');
  const variables = { of: [{ __typename: 'Region', code: '3204' }] };
  for (let i = 0; i < 6; i += 1) {
    const { errors } = await subgraph.execute({ query: DRAINING, variables }, viewer);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PAGE_SIZE_INVALID' });
  }
  const control = await subgraph.execute({ query: '{ vacancies { totalCount { value } } }' }, viewer);
  expect(control).toEqual({ data: { vacancies: { totalCount: { value: 0 } } } });
});

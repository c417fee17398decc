import { startTestPlatform, viewerOf } from '../support/platform';
import type { Answer, TestPlatform } from '../support/platform';

/** What stands below a refused field was told again when it was written in a fragment, and crowded out other errors. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const ID = '00000000-0000-8000-8000-000000000000';
const told = ({ errors, access }: Answer) => [
  errors.map(({ extensions }) => extensions['coordinate']),
  access.map(({ coordinate }) => coordinate),
];

test.each([
  ['inline', `{ family(id: "${ID}") { members { phone nik } } }`],
  ['in an inline fragment', `{ family(id: "${ID}") { members { ... on Person { phone nik } } } }`],
  ['in a fragment', `{ family(id: "${ID}") { members { ...F } } } fragment F on Person { phone nik }`],
])('%s: the refused field is told, and nothing below it', async (_, query) => {
  expect(told(await platform.ask(viewerOf('PUBLIC'), query))).toEqual([['Family.members'], ['Family.members']]);
});

test('control: the same fragment where its fields are what is refused', async () => {
  const query = `{ person(id: "${ID}") { ...F } } fragment F on Person { phone nik }`;
  const both = ['Person.phone', 'Person.nik'];
  expect(told(await platform.ask(viewerOf('PUBLIC'), query))).toEqual([both, both]);
});

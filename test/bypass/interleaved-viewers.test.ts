import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addFamilies(platform, [
    { key: 'a', region: '3204052001', members: [{ key: 'a1', name: 'Aaaa' }] },
    { key: 'b', region: '3205012001', members: [{ key: 'b1', name: 'Bbbb' }] },
  ]);
});
afterAll(() => platform.stop());

test('five hundred interleaved requests on a pool of five: nobody ever sees another viewer’s rows', async () => {
  const query = '{ persons(first: 10) { nodes { fullName } } }';
  const places = { '3204': ['Aaaa'], '3205': ['Bbbb'], '3206': [] };
  const requests = Array.from({ length: 500 }, (_, index) => Object.entries(places)[index % 3] ?? ['3204', []]);
  const answers = await Promise.all(
    requests.map(([place]) => platform.ask(viewerOf('DINSOS', { regionCodes: [place] }), query)),
  );
  const seen = answers.map(
    ({ data }) => (data as unknown as { persons: { nodes: { fullName: string }[] } }).persons.nodes,
  );
  expect(seen.map((nodes) => nodes.map(({ fullName }) => fullName))).toEqual(requests.map(([, names]) => names));
});

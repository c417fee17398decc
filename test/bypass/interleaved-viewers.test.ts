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

test('510 interleaved requests on a pool of five: nobody ever sees another viewer’s rows', async () => {
  const query = '{ persons(first: 10) { nodes { fullName } } }';
  const places: [string, string[]][] = [
    ['3204', ['Aaaa']],
    ['3205', ['Bbbb']],
    ['3206', []],
  ];
  const requests = Array.from({ length: 510 }, (_, index) => places[index % 3] ?? ['3204', []]) as typeof places;
  const answers = await Promise.all(
    requests.map(([place]) =>
      platform.ask<{ persons: { nodes: { fullName: string }[] } }>(viewerOf('DINSOS', { regionCodes: [place] }), query),
    ),
  );
  const seen = answers.map(({ data }) => data?.persons.nodes.map(({ fullName }) => fullName));
  expect(seen).toEqual(requests.map(([, names]) => names));
});

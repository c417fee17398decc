import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { RightDesk, addPeople, dinsos, dpo } from '../../../test/support/rights';

let platform: TestPlatform;
let desk: RightDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new RightDesk(platform, await addPeople(platform));
});
afterAll(() => platform.stop());
beforeEach(() =>
  desk.sql(`TRUNCATE beneficiaries.right_event, beneficiaries.outbox, beneficiaries.client_key;
    UPDATE beneficiaries.person SET restricted_at = NULL`),
);

const mother = () => viewerOf('CITIZEN', { personId: desk.ids.person('mother') });
const outbox = () => desk.sql('SELECT topic, entity_id, payload FROM beneficiaries.outbox ORDER BY id');

test('from the next request on nobody sees the record but the person and the DPO, until it is lifted', async () => {
  const seen = async () => [
    await desk.name(dinsos, 'mother'),
    await desk.name(mother(), 'mother'),
    await desk.name(dpo, 'mother'),
  ];
  expect(await seen()).toEqual(['Sarni Wulandaru', 'Sarni Wulandaru', 'S. W.']);
  expect(await desk.about('restrictProcessing', mother(), 'mother')).toMatchObject({ restrictedAt: expect.anything() });
  expect(await seen()).toEqual([undefined, 'Sarni Wulandaru', 'S. W.']);
  // Control: nobody else is gone, in lists neither.
  expect(await desk.name(dinsos, 'widow')).toBe('Marni Lestariwan');
  const list = await platform.ask<{ persons: { nodes: { id: string }[] } }>(dinsos, '{ persons { nodes { id } } }');
  expect(list.data?.persons.nodes).toHaveLength(3);
  expect(await desk.about('liftRestriction', dpo, 'mother')).toMatchObject({ restrictedAt: null });
  expect(await seen()).toEqual(['Sarni Wulandaru', 'Sarni Wulandaru', 'S. W.']);
  expect(await desk.events()).toEqual(['RESTRICTED', 'RESTRICTION_LIFTED']);
  expect(
    (await outbox()).map(({ topic, payload }) => [
      topic,
      (payload as { restricted: boolean }).restricted,
      Object.keys(payload as object).includes('birthDate'),
    ]),
  ).toEqual([
    ['person', true, false],
    ['person', false, true],
  ]);
});

test('a restricted record is answered like none by every way to it', async () => {
  await desk.about('restrictProcessing', dpo, 'mother');
  const ways = `query W($id: ID!, $nik: String!, $family: ID!) {
    person(id: $id) { id } personsByNik(nik: $nik) { id } searchPersons(name: "sarni") { id }
    family(id: $family) { members { id } } }`;
  const variables = { id: desk.ids.person('mother'), nik: '3204054101809001', family: desk.ids.family('served') };
  const shut = await platform.ask<{ family: { members: unknown[] } }>(dinsos, ways, variables);
  expect(shut.data).toMatchObject({ person: null, personsByNik: [], searchPersons: [] });
  expect(shut.data?.family.members).toHaveLength(2);
  await desk.about('liftRestriction', dpo, 'mother');
  const open = await platform.ask<{ family: { members: unknown[] } }>(dinsos, ways, variables);
  expect(open.data).toMatchObject({ person: { id: variables.id }, personsByNik: [{ id: variables.id }] });
  expect(open.data?.family.members).toHaveLength(3);
});

test('a key repeated does nothing twice; restricting twice is refused', async () => {
  const first = await desk.about('restrictProcessing', dpo, 'mother', { clientKey: 'restrict-once' });
  expect(await desk.about('restrictProcessing', dpo, 'mother', { clientKey: 'restrict-once' })).toEqual(first);
  expect(await desk.about('restrictProcessing', dpo, 'mother')).toEqual({ code: 'INVALID_TRANSITION' });
  expect(await desk.events()).toEqual(['RESTRICTED']);
  expect(await outbox()).toHaveLength(1);
});

test('nobody restricts the record of another; control: a guardian restricts that of the own child', async () => {
  expect(await desk.about('restrictProcessing', mother(), 'widow')).toEqual({ code: 'NOT_FOUND' });
  expect(await desk.about('restrictProcessing', mother(), 'son')).toEqual({ code: 'NOT_FOUND' });
  expect(await desk.about('restrictProcessing', dinsos, 'mother')).toEqual({
    code: expect.stringMatching(/^FORBIDDEN/),
  });
  expect([await desk.events(), await outbox()]).toEqual([[], []]);
  expect(await desk.about('restrictProcessing', mother(), 'child')).toMatchObject({ person: desk.ids.person('child') });
  expect(await desk.events()).toEqual(['RESTRICTED']);
});

import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { NIK, REASON, RightDesk, addPeople, dinsos, dpo, secondDpo } from '../../../test/support/rights';

let platform: TestPlatform;
let desk: RightDesk;
beforeEach(async () => {
  platform = await startTestPlatform();
  desk = new RightDesk(platform, await addPeople(platform));
});
afterEach(() => platform.stop());

const rowOf = async (person: string) => {
  const [row] = await desk.sql('SELECT to_jsonb(p) AS row FROM beneficiaries.person p WHERE id = $1', [
    desk.ids.person(person),
  ]);
  return row?.['row'] as Record<string, unknown>;
};
const propose = async (person: string) => {
  const { id } = await desk.about('proposeErasure', dpo, person);
  return String(id);
};

test('a record that went into another, and a NIK somebody else claims, go along beyond the place of the officer', async () => {
  const [widow, mother, child] = ['widow', 'mother', 'child'].map((key) => desk.ids.person(key));
  // The child's record lies in another province and was merged into the widow's; the mother there claims the same NIK.
  await desk.sql(`UPDATE beneficiaries.person SET region_code = '5101012001' WHERE id = ANY($1)`, [[mother, child]]);
  await desk.sql('UPDATE beneficiaries.person SET merged_into = $1 WHERE id = $2', [widow, child]);
  await desk.sql(`UPDATE beneficiaries.person SET nik_index = 'same' WHERE id = ANY($1)`, [[widow, mother]]);
  await desk.sql(`INSERT INTO beneficiaries.nik_holder VALUES ('same', $1)`, [widow]);
  const near = (subject: string) => viewerOf('DPO', { subject, regionCodes: ['3204'] });
  const { id } = await desk.about('proposeErasure', near('near one'), 'widow');
  const again = await desk.about('proposeErasure', near('near one'), 'widow');
  expect(await desk.erase(near('near two'), String(id))).toMatchObject({ personId: widow });
  const erased = await desk.sql('SELECT id FROM beneficiaries.person WHERE erased_at IS NOT NULL ORDER BY id');
  expect(erased.map((row) => row['id'])).toEqual([widow, child].sort());
  expect(await desk.sql('SELECT person_id FROM beneficiaries.nik_holder')).toEqual([{ person_id: mother }]);
  // Whatever else was proposed about the same person is done with it.
  expect(await desk.erase(near('near two'), String(again['id']))).toEqual({ code: 'INVALID_TRANSITION' });
  // Control: an officer of another place neither proposes nor carries out.
  const far = viewerOf('DPO', { subject: 'far', regionCodes: ['51'] });
  expect(await desk.about('proposeErasure', far, 'son')).toEqual({ code: 'NOT_FOUND' });
});

test('a second account erases what the first proposed; the row stays, and says no longer who', async () => {
  const widow = desk.ids.person('widow');
  await desk.sql(
    'INSERT INTO beneficiaries.nik_holder SELECT nik_index, id FROM beneficiaries.person WHERE id = ANY($1)',
    [[widow, desk.ids.person('mother')]],
  );
  const before = [await rowOf('widow'), await rowOf('mother')];
  const proposal = await propose('widow');
  expect(await rowOf('widow')).toEqual(before[0]);
  const waiting = '{ erasureRequests { id personId reason } }';
  expect((await platform.ask(secondDpo, waiting)).data).toEqual({
    erasureRequests: [{ id: proposal, personId: widow, reason: REASON }],
  });
  expect(await desk.erase(secondDpo, proposal)).toMatchObject({ id: proposal, carriedOutAt: expect.anything() });

  const after = await rowOf('widow');
  expect(after).toEqual({
    ...before[0],
    ...{ nik_sealed: null, nik_index: null, source_id: `erased ${widow}`, full_name: '-', search_name: '' },
    ...{ birth_date: '1980-01-01', address: null, phone: null, disabilities: [], chronic_illnesses: [] },
    ...{ pregnant: false, erased_at: expect.any(String), version: 2 },
  });
  expect(await desk.sql('SELECT person_id FROM beneficiaries.nik_holder')).toEqual([
    { person_id: desk.ids.person('mother') },
  ]);
  // She was the only one of her family: its card and place are gone with her.
  const [family] = await desk.sql(
    'SELECT kk_sealed, kk_index, address, desil FROM beneficiaries.family WHERE id = $1',
    [desk.ids.family('alone')],
  );
  expect(family).toEqual({ kk_sealed: null, kk_index: null, address: null, desil: 1 });
  // Control: nobody else changed.
  expect(await rowOf('mother')).toEqual(before[1]);
  expect([await desk.name(dinsos, 'widow'), await desk.name(dinsos, 'mother')]).toEqual([undefined, 'Sarni Wulandaru']);
  expect((await platform.ask(secondDpo, waiting)).data).toEqual({ erasureRequests: [] });
  expect(await desk.events()).toEqual(['ERASURE_PROPOSED', 'ERASED']);
});

test('who proposed it cannot carry it out, nor can anybody twice', async () => {
  const before = await rowOf('widow');
  const proposal = await propose('widow');
  expect(await desk.erase(dpo, proposal)).toEqual({ code: 'FORBIDDEN' });
  expect(await desk.erase(dinsos, proposal)).toEqual({ code: expect.stringMatching(/^FORBIDDEN/) });
  expect(await desk.erase({ ...secondDpo, regionCodes: ['51'] }, proposal)).toEqual({ code: 'NOT_FOUND' });
  expect(await rowOf('widow')).toEqual(before);
  const done = await desk.erase(secondDpo, proposal, { clientKey: 'erase-once' });
  expect(await desk.erase(secondDpo, proposal, { clientKey: 'erase-once' })).toEqual(done);
  expect(await desk.erase(secondDpo, proposal)).toEqual({ code: 'INVALID_TRANSITION' });
  expect(await desk.events()).toEqual(['ERASURE_PROPOSED', 'ERASED']);
});

test('while a program is paid nothing is erased, be the duty there at once or come later', async () => {
  expect(await desk.about('proposeErasure', dpo, 'mother')).toEqual({ code: 'LEGAL_DUTY' });
  const before = await rowOf('widow');
  const proposal = await propose('widow');
  const setFlags = (flags: string) =>
    desk.sql('UPDATE beneficiaries.family SET kpm_flags = $1 WHERE id = $2', [flags, desk.ids.family('alone')]);
  await setFlags('{SEMBAKO}');
  expect(await desk.erase(secondDpo, proposal)).toEqual({ code: 'LEGAL_DUTY' });
  expect(await rowOf('widow')).toEqual(before);
  expect(await desk.events()).toEqual(['ERASURE_PROPOSED']);
  // Control: once it has ended.
  await setFlags('{}');
  expect(await desk.erase(secondDpo, proposal)).toMatchObject({ id: proposal });
});

test('the records that were merged into a person go with theirs', async () => {
  await desk.sql(`UPDATE beneficiaries.family SET kpm_flags = '{}'`);
  await desk.sql('UPDATE beneficiaries.person SET merged_into = $1 WHERE id = $2', [
    desk.ids.person('widow'),
    desk.ids.person('son'),
  ]);
  await desk.erase(secondDpo, await propose('widow'));
  expect((await rowOf('son'))['full_name']).toBe('-');
  expect((await rowOf('mother'))['full_name']).toBe('Sarni Wulandaru');
  expect(await desk.events()).toEqual(['ERASURE_PROPOSED', 'ERASED', 'ERASED']);
});

test('a NIK that is erased goes to the next who claims it', async () => {
  await desk.sql(`UPDATE beneficiaries.person SET nik_index = 'shared' WHERE id = ANY($1)`, [
    [desk.ids.person('widow'), desk.ids.person('mother')],
  ]);
  await desk.sql(`INSERT INTO beneficiaries.nik_holder VALUES ('shared', $1)`, [desk.ids.person('widow')]);
  await desk.erase(secondDpo, await propose('widow'));
  expect(await desk.sql('SELECT * FROM beneficiaries.nik_holder')).toEqual([
    { nik_index: 'shared', person_id: desk.ids.person('mother') },
  ]);
});

test('no reason, no notice and no answered key holds a name or a NIK', async () => {
  await desk.erase(secondDpo, await propose('widow'));
  const left = await desk.sql(`SELECT to_jsonb(e) AS row FROM beneficiaries.right_event e
    UNION ALL SELECT to_jsonb(o) FROM beneficiaries.outbox o UNION ALL SELECT to_jsonb(k) FROM beneficiaries.client_key k`);
  expect(left.length).toBeGreaterThanOrEqual(5);
  expect(JSON.stringify(left)).not.toMatch(new RegExp(`Marni|${NIK}|3204054101709002`));
});

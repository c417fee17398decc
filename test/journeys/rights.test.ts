import { createHash } from 'node:crypto';
import { viewerOf, startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { openTestRegistry } from '../support/registry-files';
import type { Cells } from '../support/registry-files';
import { RightDesk, addPeople, dpo, secondDpo } from '../support/rights';

describe('a citizen and the registry', () => {
  let platform: TestPlatform;
  let desk: RightDesk;
  const pendamping = viewerOf('PENDAMPING', { regionCodes: ['320405'] });
  beforeAll(async () => {
    platform = await startTestPlatform();
    desk = new RightDesk(platform, await addPeople(platform));
    const [mother, child, family] = [desk.ids.person('mother'), desk.ids.person('child'), desk.ids.family('served')];
    await desk.sql(`INSERT INTO beneficiaries.outbox (topic, entity_id, payload)
      SELECT 'family', id, jsonb_build_object('sourceId', source_id, 'regionCode', region_code, 'desil', desil,
        'kpmFlags', to_jsonb(kpm_flags)) FROM beneficiaries.family
      UNION ALL SELECT 'person', id, jsonb_build_object('sourceId', source_id, 'familyId', family_id,
        'regionCode', region_code, 'matchStatus', match_status) FROM beneficiaries.person`);
    await platform.relay.drain();
    await desk.sql(
      `INSERT INTO programs.enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on,
         file_status)
       SELECT gen_random_uuid(), 'P-1', id, region_code, $2, 'PKH', 'ACTIVE', '2024-01-01', 'ACTIVE'
       FROM programs.family_ref WHERE id = $1`,
      [family, mother],
    );
    await desk.sql(
      `INSERT INTO programs.enrolment_component (id, enrolment_id, person_id, component, started_on)
       SELECT gen_random_uuid(), e.id, x.person::uuid, x.component, '2025-01-01' FROM programs.enrolment e,
         (VALUES ($1, 'ANAK_SD'), ($2, 'ANAK_SMP')) x (person, component)`,
      [child, desk.ids.person('son')],
    );
    await platform.relay.drain();
  });
  afterAll(() => platform.stop());

  interface Components {
    readonly family: { readonly enrolments: readonly { readonly components: readonly { component: string }[] }[] };
  }
  const components = async (viewer = pendamping) => {
    const query = 'query C($id: ID!) { family(id: $id) { enrolments { components { component } } } }';
    const { data } = await platform.ask<Components>(viewer, query, { id: desk.ids.family('served') });
    return data?.family.enrolments.flatMap((one) => one.components.map(({ component }) => component)).sort();
  };

  test('takes the own data along, stops the processing for a child, and programs follow', async () => {
    const mother = viewerOf('CITIZEN', { personId: desk.ids.person('mother'), purpose: 'HAK_SUBJEK' });
    const { data } = await platform.ask<{ exportMyData: { data: string; digest: string } }>(
      mother,
      'mutation { exportMyData { data digest } }',
    );
    const { exportMyData } = data ?? {};
    expect(
      createHash('sha256')
        .update(exportMyData?.data ?? '')
        .digest('hex'),
    ).toBe(exportMyData?.digest);

    expect([await desk.name(pendamping, 'child'), await components()]).toEqual([
      'Sinta Wulandaru',
      ['ANAK_SD', 'ANAK_SMP'],
    ]);
    await desk.about('restrictProcessing', mother, 'child');
    expect(await desk.name(pendamping, 'child')).toBeUndefined();
    await platform.relay.drain();
    expect(await components()).toEqual(['ANAK_SMP']);
    // The mother still sees both.
    expect([await desk.name(mother, 'child'), await components(mother)]).toEqual([
      'Sinta Wulandaru',
      ['ANAK_SD', 'ANAK_SMP'],
    ]);
    await desk.about('liftRestriction', mother, 'child');
    await platform.relay.drain();
    expect([await desk.name(pendamping, 'child'), await components()]).toEqual([
      'Sinta Wulandaru',
      ['ANAK_SD', 'ANAK_SMP'],
    ]);
    expect(await desk.events()).toEqual(['EXPORTED', 'RESTRICTED', 'RESTRICTION_LIFTED']);
  });

  test('is erased once nothing has to be accounted for any more, and not before', async () => {
    expect(await desk.about('proposeErasure', dpo, 'mother')).toEqual({ code: 'LEGAL_DUTY' });
    const { id } = await desk.about('proposeErasure', dpo, 'widow');
    expect(await desk.erase(secondDpo, String(id))).toMatchObject({ personId: desk.ids.person('widow') });
    await platform.relay.drain();
    expect(
      await desk.sql(`SELECT source_id FROM programs.person_ref WHERE id = $1`, [desk.ids.person('widow')]),
    ).toEqual([{ source_id: `erased ${desk.ids.person('widow')}` }]);
    expect(await desk.name(pendamping, 'widow')).toBeUndefined();
  });
});

test('who was erased does not come back with the next file, not into quarantine either; others do', async () => {
  const registry = await openTestRegistry();
  const persons = (name: string): Cells[] => [
    { idIndividu: 'I-1', nama: name },
    { idIndividu: 'I-2', nama: name, nik: '3204051203809002', statusHubunganKeluarga: '2' },
  ];
  await registry.bring('families', [{}]);
  await registry.bring('persons', persons('Balomi Kelora'));
  await registry.rows(`UPDATE person SET full_name = '-', search_name = '', nik_sealed = NULL, nik_index = NULL,
    erased_at = now() WHERE source_id = 'I-1'; DELETE FROM nik_holder WHERE person_id NOT IN (SELECT id FROM person WHERE nik_index IS NOT NULL)`);
  await registry.bring('persons', persons('Balomi Keloran'));
  const names = () =>
    registry.rows('SELECT source_id AS id, full_name AS name, nik_index IS NULL AS nameless FROM person ORDER BY 1');
  expect(await names()).toEqual([
    { id: 'I-1', name: '-', nameless: true },
    { id: 'I-2', name: 'Balomi Keloran', nameless: false },
  ]);
  // A row the gates reject would be kept, sealed; that of the erased is not.
  const elsewhere = persons('Balomi Keloran').map((row) => ({ ...row, idKeluarga: 'K-9' }));
  await registry.bring('persons', elsewhere);
  expect(await registry.rows('SELECT row_number FROM quarantine')).toHaveLength(1);
  expect((await registry.rows('SELECT person_id FROM nik_holder')).length).toBe(1);
  await registry.close();
});

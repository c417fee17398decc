import { randomUUID } from 'node:crypto';
import { createFieldCipher } from '../../../shared/database';
import type { Role } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { describeMachine } from '../../../test/support/machine-tests';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { COMMUNITY_MACHINE, COMMUNITY_PROGRAM } from '../community/community';
import { HELPER_MACHINE } from './helper';
import { LKS_MACHINE } from './lks';

const VILLAGE = '3204052001';
const viewer = (role: Role) => viewerOf(role, { regionCodes: ['3204'], programCodes: [COMMUNITY_PROGRAM] });

describeMachine({
  machine: HELPER_MACHINE,
  schema: 'programs',
  table: 'psks_helper',
  calls: { CONFIRM: { mutation: 'confirmPsksHelper' }, END: { mutation: 'endPsksHelper' } },
  insert: async (admin, status) => {
    const id = randomUUID();
    await admin.query(
      `INSERT INTO psks_helper (id, type, name_sealed, region_code, status) VALUES ($1, 'TKSK', 'sealed', $2, $3)`,
      [id, VILLAGE, status],
    );
    return id;
  },
  viewer,
});

describeMachine({
  machine: LKS_MACHINE,
  schema: 'programs',
  table: 'lks',
  calls: {
    ASSESS: { mutation: 'assessLks', inputType: 'AssessLksInput', input: () => ({ score: 80 }) },
    RETURN: { mutation: 'returnLks' },
    ACCREDIT: {
      mutation: 'accreditLks',
      inputType: 'AccreditLksInput',
      input: () => ({ accreditation: 'B', until: '2099-01-01' }),
    },
    EXPIRE: { mutation: 'expireLks' },
    REVOKE: { mutation: 'revokeLks' },
    REAPPLY: { mutation: 'reapplyLks' },
  },
  insert: async (admin, status) => {
    const id = randomUUID();
    await admin.query(
      `INSERT INTO lks (id, name, region_code, is_legal_entity, status, accreditation, accredited_on, accredited_until)
       VALUES ($1, 'LKS Contoh', $2, true, $3, 'B', '2024-01-01', '2025-01-01')`,
      [id, VILLAGE, status],
    );
    return id;
  },
  viewer,
});

describeMachine({
  machine: COMMUNITY_MACHINE,
  schema: 'programs',
  table: 'community_activity',
  calls: {
    ASSESS: { mutation: 'assessCommunityActivity' },
    APPROVE: { mutation: 'approveCommunityActivity' },
    REJECT: { mutation: 'rejectCommunityActivity' },
    START: { mutation: 'startCommunityActivity' },
    COMPLETE: {
      mutation: 'completeCommunityActivity',
      inputType: 'CompleteCommunityActivityInput',
      input: () => ({ householdsReached: 30 }),
    },
    CANCEL: { mutation: 'cancelCommunityActivity' },
  },
  insert: async (admin, status) => {
    const id = randomUUID();
    await admin.query(
      `INSERT INTO community_activity (id, community, title, village_code, is_indigenous, households, budget, status)
       VALUES ($1, 'Komunitas Contoh', 'Air bersih', $2, true, 40, 100000000, $3)`,
      [id, VILLAGE, status],
    );
    return id;
  },
  viewer,
});

describe('the registers', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform();
    await asAdmin(
      (client) =>
        client.query(`INSERT INTO programs.psks_count VALUES ('TKSK', '3204', 2026, 31), ('PSM', '3204', 2026, 280),
          ('TKSK', '3301', 2026, 24)`),
      platform.database.adminUrl,
    );
  });
  afterAll(() => platform.stop());

  let keys = 0;
  const begin = async (role: Role, mutation: string, type: string, input: object) => {
    const { data, errors } = await platform.ask<{ done: { id: string; status: string } | null }>(
      viewer(role),
      `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
      { input: { clientKey: `registers-test-${keys++}`, ...input } },
    );
    return { done: data?.done, codes: errors.map(({ extensions }) => extensions['code']) };
  };

  test('everybody reads counts, institutions and activities; a helper’s name only who works there', async () => {
    const helper = { type: 'TKSK', name: 'Balomi Kelora', regionCode: VILLAGE };
    const { done } = await begin('DINSOS', 'proposePsksHelper', 'ProposePsksHelperInput', helper);
    expect(done?.status).toBe('PROPOSED');
    const query = `query ($id: ID!) { psksHelper(id: $id) { id name type } psksHelpers { nodes { id } } }`;
    for (const role of ['DINSOS', 'SUPERVISOR', 'PENDAMPING'] as const) {
      const { data, errors } = await platform.ask(viewer(role), query, { id: done?.id });
      expect([role, errors, data?.['psksHelper']]).toEqual([
        role,
        [],
        { id: done?.id, name: helper.name, type: 'TKSK' },
      ]);
    }
    const elsewhere = await platform.ask(viewerOf('DINSOS', { regionCodes: ['3205'] }), query, { id: done?.id });
    expect(elsewhere.data).toEqual({ psksHelper: null, psksHelpers: { nodes: [] } });
    expect((await platform.ask(viewerOf('PUBLIC'), query, { id: done?.id })).data?.['psksHelper'] ?? null).toBeNull();
    const counts = await platform.ask(viewerOf('PUBLIC'), '{ psksCounts(code: "32", year: 2026) { type number } }');
    expect(counts).toMatchObject({
      errors: [],
      data: {
        psksCounts: [
          { type: 'PSM', number: 280 },
          { type: 'TKSK', number: 31 },
        ],
      },
    });
    // The name stands sealed.
    const rows = await asAdmin(
      (client) => client.query<{ name_sealed: string }>('SELECT name_sealed FROM programs.psks_helper'),
      platform.database.adminUrl,
    );
    expect(rows.rows.map(({ name_sealed: sealed }) => sealed.includes('Balomi'))).toEqual([false]);
    const cipher = createFieldCipher(platform.database.config.keys);
    expect(rows.rows.map(({ name_sealed: sealed }) => cipher.open(sealed))).toEqual([helper.name]);
  });

  test('an institution is accredited until a day, and after it the grade counts no longer', async () => {
    const lks = { name: 'LKS Contoh Harapan', regionCode: VILLAGE, isLegalEntity: true };
    const { done } = await begin('DINSOS', 'applyLks', 'ApplyLksInput', lks);
    const id = done?.id;
    await begin('DINSOS', 'assessLks', 'AssessLksInput', { id, version: 1, score: 88 });
    const accredit = (input: object) =>
      begin('SUPERVISOR', 'accreditLks', 'AccreditLksInput', { id, version: 2, ...input });
    expect((await accredit({ accreditation: 'A', until: '2020-01-01' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await accredit({ accreditation: 'NONE', until: '2099-01-01' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await accredit({ accreditation: 'A', until: '2099-01-01' })).codes).toEqual([]);
    const look = async () =>
      (
        await platform.ask(
          viewerOf('PUBLIC'),
          'query ($id: ID!) { lks(id: $id) { status accreditation accreditedUntil } }',
          { id },
        )
      ).data?.['lks'];
    expect(await look()).toEqual({ status: 'ACCREDITED', accreditation: 'A', accreditedUntil: '2099-01-01' });
    expect((await begin('SUPERVISOR', 'expireLks', 'StepInput', { id, version: 3 })).codes).toEqual(['BAD_USER_INPUT']);
    await asAdmin(
      (client) =>
        client.query(
          `UPDATE programs.lks SET accredited_on = '2020-01-01', accredited_until = '2021-01-01' WHERE id = $1`,
          [id],
        ),
      platform.database.adminUrl,
    );
    expect(await look()).toMatchObject({ status: 'ACCREDITED', accreditation: 'NONE' });
    expect((await begin('SUPERVISOR', 'expireLks', 'StepInput', { id, version: 3 })).done?.status).toBe('EXPIRED');
  });

  test.each([
    ['proposePsksHelper', 'ProposePsksHelperInput', { type: 'PSM', name: 'Nama Contoh', regionCode: '3301012001' }],
    ['applyLks', 'ApplyLksInput', { name: 'LKS Contoh', regionCode: '3301012001', isLegalEntity: false }],
    [
      'proposeCommunityActivity',
      'ProposeCommunityActivityInput',
      {
        community: 'Suku Contoh',
        title: 'Air',
        villageCode: '3301012001',
        isIndigenous: true,
        households: 9,
        budget: 1,
      },
    ],
  ])('%s is for villages of the own jurisdiction', async (mutation, type, input) => {
    expect((await begin('DINSOS', mutation, type, input)).codes).toEqual(['NOT_FOUND']);
    const here = JSON.parse(JSON.stringify(input).replace('3301012001', VILLAGE)) as object;
    expect((await begin('DINSOS', mutation, type, here)).codes).toEqual([]);
  });

  test('an office does not move on an institution or activity of another regency, though everybody reads it', async () => {
    const activity = {
      community: 'Suku Contoh',
      title: 'Air',
      villageCode: VILLAGE,
      isIndigenous: true,
      households: 9,
      budget: 5,
    };
    const { done } = await begin('DINSOS', 'proposeCommunityActivity', 'ProposeCommunityActivityInput', activity);
    const stranger = viewerOf('DINSOS', { regionCodes: ['3205'] });
    const { errors } = await platform.ask(
      stranger,
      'mutation ($input: StepInput!) { assessCommunityActivity(input: $input) { id } }',
      { input: { id: done?.id, version: 1, clientKey: 'registers-test-elsewhere' } },
    );
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
    const { data } = await platform.ask(stranger, 'query ($id: ID!) { communityActivity(id: $id) { status } }', {
      id: done?.id,
    });
    expect(data?.['communityActivity']).toEqual({ status: 'PROPOSED' });
  });
});

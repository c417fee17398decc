import { systemActor } from '../../../shared/viewer';
import { TODAY } from '../../../shared/machine';
import { GraduationDesk } from '../../../test/support/graduation-desk';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { proposeByRule } from './rule';

let platform: TestPlatform;
let desk: GraduationDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new GraduationDesk(platform);
});
afterAll(async () => {
  await desk.close();
  await platform.stop();
});

const rules = () => platform.subgraph('programs').database.bulk(systemActor('graduation'), proposeByRule);
const graduationsOf = (enrolmentId: string) =>
  desk.sql<{ id: string; status: string; ground: string; proposed_by: string; evidence: object[] }>(
    'SELECT id, status, ground, proposed_by, evidence FROM programs.graduation WHERE enrolment_id = $1 ORDER BY proposed_on, id',
    [enrolmentId],
  );

describe('the rules', () => {
  test('propose what they find with its facts, decide nothing, and run twice propose once', async () => {
    const [ended, well, both, food] = [
      await desk.serve({ componentEnds: -1 }),
      await desk.serve({ desil: 7 }),
      await desk.serve({ desil: 5, componentEnds: -3 }),
      await desk.serve({ program: 'SEMBAKO', desil: 9, componentEnds: null }),
    ];
    // Somebody proposed this one already: the rule finds it, and leaves it alone.
    const open = await desk.serve({ desil: 6 });
    await desk.propose(desk.pendamping, open.enrolmentId);
    const left = [
      await desk.serve(),
      await desk.serve({ componentEnds: null }),
      await desk.serve({ desil: 8, status: 'INACTIVE' }),
      await desk.serve({ program: 'PENA', desil: 8, componentEnds: null }),
    ];
    const before = await desk.sql('SELECT id, status, version FROM programs.enrolment ORDER BY id');
    const report = await rules();
    const found = async (enrolmentId: string) =>
      (await graduationsOf(enrolmentId)).map(({ status, ground, proposed_by, evidence }) => ({
        ...{ status, ground, proposed_by },
        evidence,
      }));
    const none = { ground: 'NO_COMPONENT', rule: 'PKH_NO_COMPONENT', value: 0, limit: 1, legalRef: 'Permensos 1/2018' };
    const desil = (value: number, rule = 'PKH_DESIL') => ({
      ...{ ground: 'DESIL_ABOVE_LIMIT', rule, value, limit: 4 },
      legalRef: 'Inpres 4/2025',
    });
    const byRule = (...evidence: { readonly ground: string }[]) => [
      { status: 'PROPOSED', ground: evidence[0]?.ground, proposed_by: 'SYSTEM', evidence },
    ];
    expect(await found(ended.enrolmentId)).toEqual(byRule(none));
    expect(await found(well.enrolmentId)).toEqual(byRule(desil(7)));
    expect(await found(both.enrolmentId)).toEqual(byRule(none, desil(5)));
    expect(await found(food.enrolmentId)).toEqual(byRule(desil(9, 'SEMBAKO_DESIL')));
    for (const { enrolmentId } of left) expect(await graduationsOf(enrolmentId)).toEqual([]);
    expect(report).toEqual([
      { program: 'PKH', ground: 'DESIL_ABOVE_LIMIT', found: 3, proposed: 1 },
      { program: 'PKH', ground: 'NO_COMPONENT', found: 2, proposed: 2 },
      { program: 'SEMBAKO', ground: 'DESIL_ABOVE_LIMIT', found: 1, proposed: 1 },
    ]);
    const [proposal] = await graduationsOf(well.enrolmentId);
    expect(await desk.traces(proposal?.id ?? '')).toEqual({
      events: ['PROPOSE PROPOSED SYSTEM system:graduation'],
      notices: ['graduation PROPOSED'],
    });
    expect(await desk.sql('SELECT id, status, version FROM programs.enrolment ORDER BY id')).toEqual(before);

    const again = await rules();
    expect(again.map(({ found: number, proposed }) => [number, proposed])).toEqual([
      [3, 0],
      [2, 0],
      [1, 0],
    ]);
    expect(await graduationsOf(well.enrolmentId)).toHaveLength(1);
  });

  test('put a fact before a family once, and another fact anew', async () => {
    const { enrolmentId, familyId } = await desk.serve({ desil: 6 });
    await rules();
    const [first] = await graduationsOf(enrolmentId);
    await desk.step('withdrawGraduation', desk.pendamping, { id: first?.id ?? '', status: 'PROPOSED', version: 1 });
    await rules();
    expect(await graduationsOf(enrolmentId)).toHaveLength(1);
    await desk.sql('UPDATE programs.family_ref SET desil = 7 WHERE id = $1', [familyId]);
    await rules();
    expect((await graduationsOf(enrolmentId)).map(({ status }) => status).sort()).toEqual(['PROPOSED', 'WITHDRAWN']);
  });

  test('propose once where two run at a time', async () => {
    const { enrolmentId } = await desk.serve({ desil: 6 });
    const reports = await Promise.all([rules(), rules()]);
    expect(reports.flat().reduce((sum, { proposed }) => sum + proposed, 0)).toBe(1);
    expect(await graduationsOf(enrolmentId)).toHaveLength(1);
  });

  test('are rows with days: one that has ended proposes nothing', async () => {
    const { enrolmentId } = await desk.serve({ desil: 9 });
    await desk.sql(`UPDATE programs.graduation_rule SET valid_to = ${TODAY} - 1 WHERE code = 'PKH_DESIL'`);
    await rules();
    expect(await graduationsOf(enrolmentId)).toEqual([]);
    await desk.sql(`UPDATE programs.graduation_rule SET valid_to = NULL WHERE code = 'PKH_DESIL'`);
    await rules();
    expect(await graduationsOf(enrolmentId)).toHaveLength(1);
  });
});

describe('reading', () => {
  interface Lists {
    readonly graduations: {
      readonly nodes: readonly { readonly id: string }[];
      readonly totalCount: { value: number };
    };
  }
  test('lists are filtered by status, program and place, and paged', async () => {
    const query = `query ($filter: GraduationListFilter, $first: Int, $after: String) {
      graduations(filter: $filter, first: $first, after: $after, orderBy: [{ field: PROPOSED_ON, direction: DESC }]) {
        nodes { id } totalCount { value } pageInfo { hasNextPage endCursor } } }`;
    const count = async (viewer: Parameters<TestPlatform['ask']>[0], filter: object) => {
      const { data, errors } = await platform.ask<Lists>(viewer, query, { filter, first: 2 });
      expect(errors).toEqual([]);
      expect(data?.graduations.nodes.length).toBe(Math.min(2, data?.graduations.totalCount.value ?? 0));
      return data?.graduations.totalCount.value;
    };
    const truth = async (where: string) =>
      Number((await desk.sql(`SELECT count(*) AS n FROM programs.graduation WHERE ${where}`))[0]?.['n']);
    const { dinsos, manager } = desk;
    const here = `region_code LIKE '3204%'`;
    expect(await count(dinsos, {})).toBe(await truth(here));
    expect(await count(dinsos, { region: { within: '3205' } })).toBe(0);
    expect(await count(dinsos, { region: { within: '320405' } })).toBe(await truth(here));
    expect(await count(dinsos, { status: { in: ['PROPOSED', 'REFUSED'] } })).toBe(
      await truth(`${here} AND status IN ('PROPOSED', 'REFUSED')`),
    );
    expect(await count(dinsos, { programCode: { eq: 'SEMBAKO' } })).toBe(
      await truth(`${here} AND program_code = 'SEMBAKO'`),
    );
    expect(await count(manager, { status: { eq: 'WITHDRAWN' } })).toBe(1);
    // Where somebody lives is no manager's to ask.
    const { errors } = await platform.ask(manager, query, { filter: { region: { within: '3205' } } });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN_ARGUMENT']);
  });

  test('several families with graduations, evidence, history and enrolments cost the statements of one', async () => {
    const families = await desk.sql<{ family_id: string }>(
      `SELECT DISTINCT family_id FROM programs.graduation WHERE region_code LIKE '320405%' AND evidence <> '[]' LIMIT 6`,
    );
    const { subgraph, database } = platform.subgraph('programs');
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Family {
      graduations { id status allowedEvents evidence { rule value limit } history { event byRole at } program { code }
        reentry { id } enrolment { status graduations { id } } } } } }`;
    const ask = async (ids: readonly { family_id: string }[]) => {
      let sent = 0;
      const stop = database.onStatement(() => (sent += 1));
      const representations = ids.map(({ family_id }) => ({ __typename: 'Family', id: family_id }));
      const { data, errors } = await subgraph.execute({ query, variables: { representations } }, desk.pendamping);
      stop();
      return { sent, errors, entities: (data as { _entities: { graduations: object[] }[] } | null)?._entities ?? [] };
    };
    const [one, all] = [await ask(families.slice(0, 1)), await ask(families)];
    expect([one.errors ?? [], all.errors ?? []]).toEqual([[], []]);
    expect(families.length).toBeGreaterThan(2);
    expect(all.entities.flatMap(({ graduations }) => graduations).length).toBeGreaterThanOrEqual(families.length);
    expect(one.sent).toBeGreaterThan(3);
    expect(all.sent).toBe(one.sent);
  });
});

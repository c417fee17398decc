import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../shared/viewer';
import { asAdmin } from '../../test/support/database';
import { startTestPlatform, viewerOf } from '../../test/support/platform';
import type { TestPlatform } from '../../test/support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const dpo = viewerOf('DPO', { subject: 'dpo-1', regionCodes: ['ID'] });
const codes = (answer: { errors: readonly { extensions: Record<string, unknown> }[] }) =>
  answer.errors.map(({ extensions }) => extensions['code']);
const sql = (text: string, values: unknown[] = []) =>
  asAdmin((client) => client.query(text, values), platform.database.adminUrl);
const OTHERS = (['PUBLIC', 'CITIZEN', 'PENDAMPING', 'DINSOS', 'PROGRAM_MANAGER', 'ANALYST', 'ADMIN'] as const).map(
  (role) => [role] as const,
);

describe('breach cases', () => {
  const FIELDS =
    'id status version deadlineAt hoursLeft isOverdue allowedEvents history { event from to account note }';
  interface Case {
    readonly id: string;
    readonly status: string;
    readonly version: number;
    readonly hoursLeft: number | null;
    readonly isOverdue: boolean;
  }
  const open = (input: object, viewer: Viewer = dpo) =>
    platform.ask<{ openBreachCase: Case }>(
      viewer,
      `mutation ($input: OpenBreachCaseInput!) { openBreachCase(input: $input) { ${FIELDS} } }`,
      { input },
    );
  const advance = (input: object, viewer: Viewer = dpo) =>
    platform.ask<{ advanceBreachCase: Case }>(
      viewer,
      `mutation ($input: AdvanceBreachCaseInput!) { advanceBreachCase(input: $input) { ${FIELDS} } }`,
      { input },
    );
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000 - 60_000).toISOString();
  const opened = async (hours: number) => {
    const { data } = await open({
      summary: 'A laptop was lost',
      discoveredAt: hoursAgo(hours),
      clientKey: randomUUID(),
    });
    if (!data) throw new Error('not opened');
    return data.openBreachCase;
  };

  test('from discovery to the end, each step an event, the clock running until the notice', async () => {
    const first = await opened(10);
    expect(first).toMatchObject({ status: 'OPENED', version: 1, hoursLeft: 61, isOverdue: false });
    const step = (event: string, version: number) =>
      advance({ id: first.id, event, note: `done: ${event}`, version, clientKey: randomUUID() });
    await step('ASSESS', 1);
    await step('NOTIFY', 2);
    const { data } = await step('CLOSE', 3);
    expect(data?.advanceBreachCase).toMatchObject({
      status: 'CLOSED',
      version: 4,
      hoursLeft: null,
      isOverdue: false,
      allowedEvents: [],
      history: [
        { event: 'OPEN', from: null, to: 'OPENED', account: 'dpo-1' },
        { event: 'ASSESS', from: 'OPENED', to: 'ASSESSED', note: 'done: ASSESS' },
        { event: 'NOTIFY', from: 'ASSESSED', to: 'NOTIFIED' },
        { event: 'CLOSE', from: 'NOTIFIED', to: 'CLOSED' },
      ],
    });
  });

  test('after three days it is overdue, and says so in the list', async () => {
    const late = await opened(73);
    expect(late).toMatchObject({ hoursLeft: -2, isOverdue: true });
    const { data } = await platform.ask<{ breachCases: { nodes: Case[]; totalCount: { value: number } } }>(
      dpo,
      '{ breachCases(filter: { status: { eq: OPENED } }) { nodes { id isOverdue } totalCount { value } } }',
    );
    expect(data?.breachCases.nodes).toContainEqual({ id: late.id, isOverdue: true });
  });

  test('a step that is not possible, an old version and a used key change nothing', async () => {
    const { id } = await opened(1);
    const base = { id, note: 'n', version: 1 };
    const impossible = await advance({ ...base, event: 'NOTIFY', clientKey: 'impossible-1' });
    expect(codes(impossible)).toEqual(['INVALID_TRANSITION']);
    expect(impossible.errors[0]?.extensions).toMatchObject({ from: 'OPENED', allowed: ['ASSESS'] });
    const assess = { ...base, event: 'ASSESS', clientKey: 'assess-once' };
    const [one, two] = await Promise.all([advance(assess), advance(assess)]);
    expect(one.data).toEqual(two.data);
    expect(one.data?.advanceBreachCase).toMatchObject({ status: 'ASSESSED', version: 2 });
    expect(codes(await advance({ ...assess, note: 'another' }))).toEqual(['IDEMPOTENCY_MISMATCH']);
    expect(codes(await advance({ ...base, event: 'NOTIFY', clientKey: 'old-version' }))).toEqual(['CONFLICT']);
    const events = await sql('SELECT count(*)::int AS n FROM oversight.breach_event WHERE case_id = $1', [id]);
    expect(events.rows).toEqual([{ n: 2 }]);
  });

  test('what is written down holds no NIK; a discovery lies in the past', async () => {
    const input = { summary: 'NIK 3204 0541 0180 9917 leaked', discoveredAt: hoursAgo(1), clientKey: randomUUID() };
    expect(codes(await open(input))).toEqual(['BAD_USER_INPUT']);
    const future = { ...input, summary: 'x', discoveredAt: new Date(Date.now() + 3_600_000).toISOString() };
    expect(codes(await open(future))).toEqual(['BAD_USER_INPUT']);
  });

  test.each(OTHERS)('%s neither sees nor moves a case', async (role) => {
    const { id } = await opened(1);
    const viewer = viewerOf(role, { regionCodes: ['ID'] });
    const list = await platform.ask(viewer, '{ breachCases { nodes { id } } }');
    expect([list.data, list.fetches, codes(list)]).toEqual([null, [], ['FORBIDDEN']]);
    expect((await platform.ask(viewer, `{ breachCase(id: "${id}") { id } }`)).data?.['breachCase'] ?? null).toBeNull();
    const input = { id, event: 'ASSESS', note: 'n', version: 1, clientKey: randomUUID() };
    expect(codes(await advance(input, viewer))).toEqual(['FORBIDDEN']);
  });
});

describe('emergency access', () => {
  const publish = async (account: string, openedAt: Date) => {
    const id = randomUUID();
    const payload = {
      id,
      account,
      role: 'PENDAMPING',
      subjectHash: 'abc',
      reason: 'a child in danger',
      openedAt: openedAt.toISOString(),
      expiresAt: new Date(openedAt.getTime() + 1_800_000).toISOString(),
    };
    const insert = `INSERT INTO beneficiaries.outbox (topic, entity_id, payload) VALUES ('break-glass-opened', $1, $2)`;
    await sql(insert, [id, JSON.stringify(payload)]);
    return id;
  };
  const review = (input: object, viewer: Viewer = dpo) =>
    platform.ask(
      viewer,
      `mutation ($input: ReviewBreakGlassInput!) { reviewBreakGlass(input: $input) { id status reviewedBy version isOverdue } }`,
      { input },
    );
  const input = (id: string) => ({ id, verdict: 'JUSTIFIED', note: 'needed', version: 1, clientKey: randomUUID() });

  test('a grant is noticed at once, and to be reviewed within two days', async () => {
    const id = await publish('officer-7', new Date());
    const old = await publish('officer-8', new Date(Date.now() - 3 * 86_400_000));
    await platform.relay.drain();
    const { data } = await platform.ask<{
      oversightNotices: { nodes: { entityId: string }[] };
      breakGlassReviews: { nodes: { id: string; isOverdue: boolean }[] };
    }>(
      dpo,
      `{ oversightNotices { nodes { kind entityId } }
         breakGlassReviews(status: PENDING) { nodes { id account reason isOverdue status } totalCount { value exact } } }`,
    );
    expect(data?.oversightNotices.nodes).toContainEqual({ kind: 'BREAK_GLASS_OPENED', entityId: id });
    const overdue = new Map(data?.breakGlassReviews.nodes.map((node) => [node.id, node.isOverdue]));
    expect([overdue.get(id), overdue.get(old)]).toEqual([false, true]);
  });

  test('taken over twice it is one grant and one notice', async () => {
    const id = await publish('officer-7', new Date());
    await platform.relay.drain();
    await sql(`UPDATE oversight.relay_position SET transaction = '0', id = 0`);
    await platform.relay.drain();
    const { rows } = await sql('SELECT count(*)::int AS n FROM oversight.notice WHERE entity_id = $1', [id]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('who took it does not review it; another officer does, once', async () => {
    const id = await publish('dpo-1', new Date());
    await platform.relay.drain();
    const own = await review(input(id));
    expect(codes(own)).toEqual(['FORBIDDEN']);
    const other = viewerOf('DPO', { subject: 'dpo-2' });
    const asked = input(id);
    const first = await review(asked, other);
    expect(first.data).toEqual({
      reviewBreakGlass: { id, status: 'JUSTIFIED', reviewedBy: 'dpo-2', version: 2, isOverdue: false },
    });
    expect((await review(asked, other)).data).toEqual(first.data);
    expect(codes(await review({ ...input(id), version: 2 }, other))).toEqual(['INVALID_TRANSITION']);
    expect(codes(await review(input(id), other))).toEqual(['CONFLICT']);
  });

  test.each(OTHERS)('%s sees no grant and reviews none', async (role) => {
    const id = await publish('officer-9', new Date());
    await platform.relay.drain();
    const viewer = viewerOf(role, { regionCodes: ['ID'] });
    const list = await platform.ask(viewer, '{ breakGlassReviews { nodes { id } } oversightNotices { nodes { id } } }');
    expect([list.data, list.fetches]).toEqual([null, []]);
    expect(codes(list)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(codes(await review(input(id), viewer))).toEqual(['FORBIDDEN']);
  });
});

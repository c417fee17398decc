import { randomUUID } from 'node:crypto';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import type { Viewer } from '../../../shared/viewer';
import { snapshotAfter } from './grievance';
import { GrievanceDesk } from '../../../test/support/grievance-desk';

const desk = new GrievanceDesk();
const TEXT = 'Our roof fell in last March and nobody has come to see it.';
let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await admin((client) => desk.prepare(client, platform));
});
afterAll(() => platform.stop());

const admin: <T>(work: Parameters<typeof asAdmin<T>>[0]) => Promise<T> = (work) =>
  asAdmin(work, platform.database.adminUrl);

interface Grievance {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly text: string | null;
  readonly category: string | null;
  readonly submittedByRole: string;
  readonly assignedTo: string | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly decisionReason: string | null;
  readonly effectiveSnapshot: string | null;
  readonly history: readonly { readonly event: string; readonly byRole: string }[];
}
const FIELDS = `id status version text category submittedByRole assignedTo dueOn isOverdue decisionReason effectiveSnapshot
  history { event byRole }`;

let keys = 0;
async function send(viewer: Viewer, mutation: string, type: string, input: object) {
  const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${FIELDS} } }`;
  const { data, errors } = await platform.ask<{ done: Grievance | null }>(viewer, query, {
    input: { clientKey: `grievance-test-${keys++}`, ...input },
  });
  return { done: data?.done ?? undefined, codes: errors.map(({ extensions }) => extensions['code']), errors };
}

const submit = (viewer: Viewer, input: object = {}) =>
  send(viewer, 'submitGrievance', 'SubmitGrievanceInput', {
    familyId: desk.family,
    kind: 'PERBAIKAN',
    category: 'HOUSING_WRONG',
    text: TEXT,
    ...input,
  });

async function submitted(viewer: Viewer, input: object = {}): Promise<Grievance> {
  const { done, errors } = await submit(viewer, input);
  if (!done) throw new Error(JSON.stringify(errors));
  return done;
}

const look = async (viewer: Viewer, id: string) =>
  (
    await platform.ask<{ grievance: Grievance | null }>(
      viewer,
      `query ($id: ID!) { grievance(id: $id) { ${FIELDS} } }`,
      { id },
    )
  ).data?.grievance;

/** The day so many days from today, in Jakarta. */
const inDays = (days: number) => new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

test('a family’s correction goes its way, each state with its own day, and takes effect with the next snapshot', async () => {
  const family = desk.viewer('CITIZEN');
  const begun = await submitted(family);
  expect(begun).toMatchObject({
    status: 'SUBMITTED',
    version: 1,
    text: TEXT,
    submittedByRole: 'CITIZEN',
    assignedTo: null,
    dueOn: inDays(14),
    isOverdue: false,
  });
  const pendamping = desk.viewer('PENDAMPING', 'pendamping-1');
  expect(await look(pendamping, begun.id)).toBeNull();
  const { id } = begun;
  const steps = [
    ['DINSOS', 'dinsos-1', 'assignGrievance', 'AssignGrievanceInput', { officer: 'pendamping-1' }, 14],
    ['PENDAMPING', 'pendamping-1', 'verifyGrievanceInVillage', 'VerifyGrievanceInput', { finding: 'CONFIRMED' }, 14],
    ['DINSOS', 'dinsos-1', 'verifyGrievanceAtDinsos', 'VerifyGrievanceInput', { finding: 'CONFIRMED' }, 7],
    ['DINSOS', 'dinsos-1', 'forwardGrievance', 'StepInput', {}, 55],
  ] as const;
  for (const [index, [role, subject, mutation, type, input, days]] of steps.entries()) {
    const { done, errors } = await send(desk.viewer(role, subject), mutation, type, {
      id,
      version: index + 1,
      ...input,
    });
    expect(errors).toEqual([]);
    expect([mutation, done?.dueOn]).toEqual([mutation, inDays(days)]);
  }
  expect(await look(pendamping, id)).toMatchObject({ text: TEXT, assignedTo: 'pendamping-1' });
  const supervisor = desk.viewer('SUPERVISOR');
  const { done, errors } = await send(supervisor, 'acceptGrievance', 'StepInput', { id, version: 5 });
  expect(errors).toEqual([]);
  const accepted = { status: 'ACCEPTED', dueOn: null, isOverdue: false, effectiveSnapshot: snapshotAfter(inDays(0)) };
  expect(done).toMatchObject(accepted);
  // The citizen reads where it went.
  const seen = await look(family, id);
  expect(seen).toMatchObject(accepted);
  expect(seen?.history.map(({ event, byRole }) => `${event} ${byRole}`)).toEqual([
    'SUBMIT CITIZEN',
    'ASSIGN DINSOS',
    'VERIFY_VILLAGE PENDAMPING',
    'VERIFY_DINSOS DINSOS',
    'FORWARD DINSOS',
    'ACCEPT SUPERVISOR',
  ]);
});

test('an officer submits for a family; the role is kept, and a pendamping looks after what they submit', async () => {
  const pendamping = desk.viewer('PENDAMPING', 'pendamping-2');
  const begun = await submitted(pendamping);
  expect(begun).toMatchObject({ submittedByRole: 'PENDAMPING', assignedTo: 'pendamping-2' });
  expect(await look(desk.viewer('CITIZEN'), begun.id)).toMatchObject({ submittedByRole: 'PENDAMPING', text: TEXT });
  expect(await look(desk.viewer('PENDAMPING', 'pendamping-3'), begun.id)).toBeNull();
  expect(await submitted(desk.viewer('DINSOS'))).toMatchObject({ submittedByRole: 'DINSOS', assignedTo: null });
});

test('a complaint has no effect on the registry and is decided by the program; a rejection gives its reason', async () => {
  const complaint = { kind: 'COMPLAINT', category: 'PAYMENT_LATE', programCode: 'PKH' };
  const [one, two] = [
    await submitted(desk.viewer('CITIZEN'), complaint),
    await submitted(desk.viewer('CITIZEN'), complaint),
  ];
  await admin((client) =>
    client.query(`UPDATE programs.grievance SET status = 'FORWARDED' WHERE id = ANY($1)`, [[one.id, two.id]]),
  );
  const manager = desk.viewer('PROGRAM_MANAGER');
  const yes = await send(manager, 'acceptGrievance', 'StepInput', { id: one.id, version: 1 });
  expect(yes.done).toMatchObject({ status: 'ACCEPTED', effectiveSnapshot: null });
  const no = await send(manager, 'rejectGrievance', 'ReasonedStepInput', {
    id: two.id,
    version: 1,
    reason: 'DUPLICATE',
  });
  expect(no.done).toMatchObject({ status: 'REJECTED', decisionReason: 'DUPLICATE', dueOn: null });
});

test.each([
  ['a category of another kind', { category: 'PAYMENT_LATE' }, 'BAD_USER_INPUT'],
  ['a complaint about no program', { kind: 'COMPLAINT', category: 'PAYMENT_LATE' }, 'BAD_USER_INPUT'],
  ['a correction of a program', { programCode: 'PKH' }, 'BAD_USER_INPUT'],
  ['an unknown program', { kind: 'COMPLAINT', category: 'PAYMENT_LATE', programCode: 'NONE' }, 'NOT_FOUND'],
  ['a text without words', { text: '   ' }, 'BAD_USER_INPUT'],
  ['a text of 2,001 characters', { text: 'a'.repeat(2_001) }, 'BAD_USER_INPUT'],
  ['a NIK in the text', { text: 'The number 3204 0501 0180 9001 is wrong.' }, 'BAD_USER_INPUT'],
  ['somebody else’s family', { familyId: desk.otherFamily }, 'NOT_FOUND'],
  ['no family', { familyId: randomUUID() }, 'NOT_FOUND'],
])('a family cannot submit %s', async (_, input, code) => {
  const count = async () =>
    (await admin((client) => client.query<{ n: number }>('SELECT count(*)::int AS n FROM programs.grievance'))).rows[0]
      ?.n;
  const before = await count();
  expect((await submit(desk.viewer('CITIZEN'), input)).codes).toEqual([code]);
  expect(await count()).toBe(before);
  // Control: the same without it.
  expect((await submit(desk.viewer('CITIZEN'), { text: 'b'.repeat(2_000) })).codes).toEqual([]);
});

test('what it says stands in the database sealed, and never in events or notices', async () => {
  const { id } = await submitted(desk.viewer('CITIZEN'), { text: 'Needle-in-a-haystack of words.' });
  const { rows } = await admin((client) =>
    client.query<{ text: string }>(
      `SELECT concat_ws(' ', to_jsonb(g), (SELECT jsonb_agg(t) FROM programs.transition_event t WHERE t.entity_id = g.id),
         (SELECT jsonb_agg(o) FROM programs.outbox o WHERE o.entity_id = g.id), (SELECT jsonb_agg(k) FROM programs.client_key k)) AS text
       FROM programs.grievance g WHERE g.id = $1`,
      [id],
    ),
  );
  expect(rows[0]?.text).toContain(id);
  expect(rows[0]?.text).not.toContain('Needle');
});

test('overdue is a state’s day gone by, in the list as on the grievance; decided ones wait for nothing', async () => {
  const ids = await admin(async (client) => ({
    late: await desk.insert(client, 'FORWARDED', inDays(-1)),
    today: await desk.insert(client, 'FORWARDED', inDays(0)),
    decided: await desk.insert(client, 'REJECTED', null),
  }));
  const supervisor = desk.viewer('SUPERVISOR');
  expect((await look(supervisor, ids.late))?.isOverdue).toBe(true);
  expect((await look(supervisor, ids.today))?.isOverdue).toBe(false);
  expect((await look(supervisor, ids.decided))?.isOverdue).toBe(false);
  const list = async (args: string, viewer = supervisor) => {
    const { data, errors } = await platform.ask<{
      grievances: { nodes: { id: string }[]; totalCount: { value: number } };
    }>(viewer, `{ grievances(first: 100, ${args}) { nodes { id } totalCount { value } } }`);
    expect(errors).toEqual([]);
    expect(data?.grievances.totalCount.value).toBe(data?.grievances.nodes.length);
    return data?.grievances.nodes.map(({ id }) => id) ?? [];
  };
  expect(await list('isOverdue: true')).toEqual([ids.late]);
  const others = await list('isOverdue: false');
  expect(others).toEqual(expect.arrayContaining([ids.today, ids.decided]));
  expect(others).not.toContain(ids.late);
  expect(
    await list('filter: { status: { eq: REJECTED }, kind: { eq: COMPLAINT }, region: { within: "320405" } }'),
  ).toContain(ids.decided);
  expect(await list('filter: { region: { within: "3205" } }')).toEqual([]);
  expect((await list('orderBy: [{ field: DUE_ON }]'))[0]).toBe(ids.late);
  // A pendamping has those assigned to them.
  expect(await list('isOverdue: true', desk.viewer('PENDAMPING', 'pendamping-9'))).toEqual([]);
  expect(await list('isOverdue: true', desk.viewer('PENDAMPING'))).toEqual([ids.late]);
});

test('the day is that of the rule in force: an older one counts no longer, a later one not yet', async () => {
  await admin((client) =>
    client.query(`UPDATE programs.grievance_deadline SET valid_to = '2025-12-31' WHERE kind = 'USUL' AND status = 'SUBMITTED';
      INSERT INTO programs.grievance_deadline (kind, status, days, valid_from, confidence) VALUES
        ('USUL', 'SUBMITTED', 3, '2026-01-01', 'UNCERTAIN'), ('USUL', 'SUBMITTED', 99, '2098-01-01', 'UNCERTAIN')`),
  );
  expect((await submitted(desk.viewer('CITIZEN'), { kind: 'USUL', category: 'MEMBER_MISSING' })).dueOn).toBe(inDays(3));
  const { data } = await platform.ask<{ grievanceDeadlines: { kind: string; days: number }[] }>(
    viewerOf('PUBLIC'),
    '{ grievanceDeadlines { kind status days validFrom legalRef confidence note } }',
  );
  const usul = data?.grievanceDeadlines.filter(({ kind }) => kind === 'USUL').map(({ days }) => days);
  expect(usul).toEqual(expect.arrayContaining([14, 3, 99, 55]));
});

test('the grievances of many families cost the statements of one', async () => {
  const query = `query ($ids: [ID!]!) { grievances(first: 50, filter: { familyId: { in: $ids } }) {
    nodes { family { id grievances { id kind history { event } } } } } }`;
  await submitted(desk.viewer('CITIZEN'));
  const other = { ...desk.viewer('CITIZEN'), personId: desk.otherPerson };
  await submitted(other, { familyId: desk.otherFamily });
  interface Nodes {
    readonly grievances: { readonly nodes: readonly { family: { id: string; grievances: object[] } }[] };
  }
  const one = await platform.ask<Nodes>(desk.viewer('DINSOS'), query, { ids: [desk.otherFamily] });
  const both = await platform.ask<Nodes>(desk.viewer('DINSOS'), query, { ids: [desk.family, desk.otherFamily] });
  expect([...one.errors, ...both.errors]).toEqual([]);
  expect(new Set(both.data?.grievances.nodes.map(({ family }) => family.id)).size).toBe(2);
  expect(both.data?.grievances.nodes.every(({ family }) => family.grievances.length > 0)).toBe(true);
  expect(both.statements.length).toBe(one.statements.length);
});

test('the first snapshot frozen after a day', () => {
  expect(snapshotAfter('2026-11-24')).toBe('DTSEN-2026-TW4');
  expect(snapshotAfter('2026-12-31')).toBe('DTSEN-2027-TW1');
  expect(snapshotAfter('2026-09-29')).toBe('DTSEN-2026-TW3');
});

import { randomUUID } from 'node:crypto';
import type { OutboxEvent } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { DeviceDesk, VILLAGE, day } from '../../../test/support/device-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { referralRef } from './referral-ref';

let platform: TestPlatform;
let desk: DeviceDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.stop();
  desk = new DeviceDesk(platform);
});
afterAll(() => platform.stop());

interface Placing {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string;
}
const event = ({ id, personId, caseId }: Placing, status: string, more: object = {}): OutboxEvent => ({
  topic: 'referral',
  entityId: id,
  payload: { personId, caseId, status, placedOn: null, endedOn: null, endReason: null, ...more },
  at: '2026-11-24T00:00:00Z',
});
const PLACED = { placedOn: day(-3) };
const ended = (endReason = 'CONTRACT_ENDED') => ({ ...PLACED, endedOn: day(-1), endReason });
const reader = () => platform.subgraph('sentra').database;
const tell = (...events: OutboxEvent[]) =>
  reader().bulk(systemActor('relay'), (client) => referralRef.apply(events, client, reader().recordKeys));

async function ready(columns: Readonly<Record<string, unknown>> = {}): Promise<Placing> {
  const personId = await desk.person();
  const caseId = await desk.openCase({ person_id: personId, status: 'READY_FOR_WORK', ...columns });
  return { id: randomUUID(), personId, caseId };
}
const caseOf = async ({ caseId }: Placing) => {
  const [row] = await desk.sql(
    `SELECT status, follow_up_outcome AS outcome, aftercare_since::text AS since, ready_since::text AS ready, resident,
       ARRAY(SELECT concat_ws(' ', event, reason, actor, actor_role) FROM sentra.transition_event
         WHERE entity_id = c.id ORDER BY id) AS events,
       (SELECT count(*)::int FROM sentra.outbox WHERE topic = 'service_case' AND entity_id = c.id) AS notices
     FROM sentra.service_case c WHERE id = $1`,
    [caseId],
  );
  return row;
};
const FOLLOWED = 'FOLLOW_UP system:placement SYSTEM';
const RESUMED = 'RESUME_SEARCH CONTRACT_ENDED system:placement SYSTEM';

test('a placement begins aftercare and frees the place in the centre, an end resumes the search; told twice it is done once', async () => {
  const placing = await ready({ resident: true, ready_since: day(-50) });
  const residents = () => desk.sql<{ n: number }>(`SELECT residents AS n FROM sentra.centre WHERE id = 'S-001'`);
  await desk.sql(`UPDATE sentra.centre SET residents = 1 WHERE id = 'S-001'`);
  const began = { status: 'AFTERCARE', outcome: 'PLACED', since: day(-3), ready: day(-50), resident: false };
  for (let times = 0; times < 2; times += 1) {
    await tell(event(placing, 'OFFERED'), event(placing, 'PLACED', PLACED));
    expect(await caseOf(placing)).toEqual({ ...began, events: [FOLLOWED], notices: 1 });
    expect(await residents()).toEqual([{ n: 0 }]);
  }
  const again = { status: 'READY_FOR_WORK', outcome: null, since: null, ready: day(0), resident: false };
  for (let times = 0; times < 2; times += 1) {
    await tell(event(placing, 'ENDED', ended()));
    expect(await caseOf(placing)).toEqual({ ...again, events: [FOLLOWED, RESUMED], notices: 2 });
  }
  // What is told late, after it has gone on, changes nothing.
  await tell(event(placing, 'PLACED', PLACED));
  expect(await caseOf(placing)).toMatchObject({ status: 'READY_FOR_WORK', notices: 2 });
});

test('a placement that has ended before it is told takes both steps', async () => {
  const placing = await ready();
  await tell(event(placing, 'PLACED', PLACED), event(placing, 'ENDED', ended()));
  expect(await caseOf(placing)).toMatchObject({ status: 'READY_FOR_WORK', events: [FOLLOWED, RESUMED], notices: 2 });
});

test('statistics are told when the work began, also by the notice of the step itself, and keep it once it has ended', async () => {
  const placing = await ready();
  const told = () =>
    desk.sql<{ placed: string | null }>(
      `SELECT payload #>> '{statistics,milestones,placedOn}' AS placed FROM sentra.outbox
       WHERE topic = 'service_case' AND entity_id = $1 ORDER BY id`,
      [placing.caseId],
    );
  await tell(event(placing, 'PLACED', PLACED));
  expect(await told()).toEqual([{ placed: day(-3) }]);
  await tell(event(placing, 'ENDED', ended()));
  expect(await told()).toEqual([{ placed: day(-3) }, { placed: day(-3) }]);
});

test('an officer may have been faster, or have closed the case: then nothing moves', async () => {
  const followed = await ready({ status: 'AFTERCARE', follow_up_outcome: 'OWN_BUSINESS', aftercare_since: day(-9) });
  const exited = await ready({ status: 'EXITED' });
  for (const placing of [followed, exited]) {
    const before = await caseOf(placing);
    await tell(event(placing, 'PLACED', PLACED), event(placing, 'ENDED', ended()));
    expect(await caseOf(placing)).toEqual(before);
  }
});

test('of somebody who has died at work the officers decide; nobody searches', async () => {
  const placing = await ready();
  await tell(event(placing, 'PLACED', PLACED), event(placing, 'ENDED', ended('DECEASED')));
  expect(await caseOf(placing)).toMatchObject({ status: 'AFTERCARE', events: [FOLLOWED] });
});

describe('how far somebody is on the way to work', () => {
  const status = async (viewer: Viewer, id: string) => {
    const query = 'query ($list: [_Any!]!) { _entities(representations: $list) { ... on Person { placementStatus } } }';
    const variables = { list: [{ __typename: 'Person', id }] };
    const { data } = await platform.subgraph('sentra').subgraph.execute({ query, variables }, viewer);
    return (
      (data?.['_entities'] as readonly { placementStatus: string | null }[] | undefined)?.[0]?.placementStatus ?? null
    );
  };
  const pendamping = (place: string) => viewerOf('PENDAMPING', { regionCodes: [place] });

  test('a pendamping reads the band of the own district, and of no other', async () => {
    const placing = await ready();
    const here = pendamping(VILLAGE.slice(0, 6));
    expect(await status(here, placing.personId)).toBe('NONE');
    await tell(event(placing, 'REFERRED'));
    expect(await status(here, placing.personId)).toBe('IN_PROCESS');
    await tell(event(placing, 'PLACED', PLACED));
    expect(await status(here, placing.personId)).toBe('AT_WORK');
    expect(await status(pendamping('320406'), placing.personId)).toBeNull();
    await tell(event(placing, 'ENDED', ended()));
    expect(await status(here, placing.personId)).toBe('NONE');
  });

  test('the person and a frontend for the person read it; a partner and an analyst do not', async () => {
    const placing = await ready();
    await tell(event(placing, 'ACCEPTED'));
    for (const role of ['CITIZEN', 'FRONTEND'] as const) {
      expect(await status(viewerOf(role, { personId: placing.personId }), placing.personId)).toBe('IN_PROCESS');
      expect(await status(viewerOf(role, { personId: randomUUID() }), placing.personId)).toBeNull();
    }
    for (const role of ['PARTNER_RECRUITER', 'ANALYST'] as const) {
      expect(await status(viewerOf(role, { employerId: randomUUID() }), placing.personId)).toBeNull();
    }
  });
});

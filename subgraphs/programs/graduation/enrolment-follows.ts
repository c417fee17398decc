import { randomUUID } from 'node:crypto';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { beginRecord, takeStep, TODAY } from '../../../shared/machine';
import type { LockedRecord, StepTaken } from '../../../shared/machine';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { EnrolmentEvent, EnrolmentStatus } from '../enrolment/enrolment';
import { ENROLMENT_RECORDS } from '../enrolment/enrolment-step';

type Graduation = Pick<LockedRecord<string>, 'id' | 'version'>;

/** What the step of the enrolment does beside moving its status, and the code it asks for. */
interface Following {
  readonly effect: (manager: WriteManager, enrolment: { readonly id: string }) => Promise<undefined>;
  readonly reason?: string;
}

/** The key of what follows a step of a graduation, which itself runs once for the client's own key. */
const followingKey = ({ id, version }: Graduation) => `graduation:${id}:${version}`;

/**
 * Takes the enrolment of a graduation along by its own machine, by the same hand and in the same transaction.
 * @throws CodedError what a step of the enrolment throws, so that neither moves
 */
export async function moveEnrolment(
  manager: WriteManager,
  graduation: Graduation,
  context: SubgraphContext,
  event: EnrolmentEvent,
  { effect, reason }: Following,
): Promise<void> {
  const [enrolment]: { id: string; version: number }[] = await manager.query(
    `SELECT e.id, e.version FROM enrolment e JOIN graduation g ON g.enrolment_id = e.id WHERE g.id = $1::uuid
     FOR UPDATE OF e`,
    [graduation.id],
  );
  if (!enrolment) throw new CodedError('NOT_FOUND', { what: ENROLMENT_RECORDS.machine.what });
  const asking = { viewer: context.viewer, scope: context.scope('Enrolment') };
  const request = { ...enrolment, event, reason: reason ?? null, clientKey: followingKey(graduation) };
  await takeStep(manager, asking, ENROLMENT_RECORDS, request, effect);
}

/**
 * Begins a new enrolment of the family of a graduation, as a candidate and linked to the enrolment it left, so that it counts as
 * a relapse. Runs with the rights of the platform; the event bears the viewer's name.
 * @throws CodedError CONFLICT when the family takes part in the program again already
 */
export async function readmit(
  manager: WriteManager,
  viewer: Viewer,
  graduation: Graduation,
  note: string | null,
): Promise<StepTaken<EnrolmentStatus>> {
  const request = { clientKey: followingKey(graduation), event: 'READMIT', note } as const;
  return beginRecord(manager, viewer, ENROLMENT_RECORDS, request, async (open, status) => {
    const id = randomUUID();
    const added: { relapseOf: string }[] = await open.query(
      `WITH added AS (
         INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on,
           file_status, relapse_of)
         SELECT $1::uuid, 'relapse:' || e.id, e.family_id, e.region_code, e.manager_id, e.program_code, $3, ${TODAY}, $3, e.id
         FROM graduation g JOIN enrolment e ON e.id = g.enrolment_id
         WHERE g.id = $2::uuid AND NOT EXISTS (SELECT FROM enrolment other WHERE other.family_id = e.family_id
           AND other.program_code = e.program_code
           AND other.status IN ('CANDIDATE', 'DESIGNATED', 'ACTIVE', 'SUSPENDED', 'TRANSITION'))
         RETURNING relapse_of)
       SELECT relapse_of AS "relapseOf" FROM added`,
      [id, graduation.id, status],
    );
    const [first] = added;
    if (!first) throw new CodedError('CONFLICT', { what: ENROLMENT_RECORDS.machine.what });
    return { id, evidence: { graduationId: graduation.id, relapseOf: first.relapseOf } };
  });
}

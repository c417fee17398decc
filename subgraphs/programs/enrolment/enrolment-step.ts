import type { WriteManager } from '../../../shared/database';
import type { LockedRecord, Records } from '../../../shared/machine';
import { TODAY } from '../../../shared/machine';
import { requireCompliance } from '../compliance/suspend';
import { FACTS } from '../fact';
import { ENROLMENT_MACHINE } from './enrolment';
import type { EnrolmentEvent, EnrolmentStatus } from './enrolment';
import { ENROLMENTS } from './enrolment.loader';

/** How enrolments are kept. */
export const ENROLMENT_RECORDS: Records<EnrolmentStatus, EnrolmentEvent> = {
  machine: ENROLMENT_MACHINE,
  table: 'enrolment',
  from: ENROLMENTS,
  alias: 'e',
  fact: FACTS.enrolment,
};

type Enrolment = Pick<LockedRecord<EnrolmentStatus>, 'id'>;
interface Reasoned {
  readonly input: { readonly reason: string };
}

/** Keeps the reason for which aid rests. */
export async function explained(manager: WriteManager, { id }: Enrolment, { input }: Reasoned): Promise<undefined> {
  await manager.query('UPDATE enrolment SET reason = $2 WHERE id = $1::uuid', [id, input.reason]);
}

/** Aid goes on, for the reason it rested is gone. */
export async function resuming(manager: WriteManager, enrolment: Enrolment): Promise<undefined> {
  await requireCompliance(manager, enrolment.id);
  return going(manager, enrolment);
}

/** The reason for which aid rested is gone. */
export async function going(manager: WriteManager, { id }: Enrolment): Promise<undefined> {
  await manager.query('UPDATE enrolment SET reason = NULL WHERE id = $1::uuid', [id]);
}

/** Today is the last day of the enrolment. */
export async function ending(manager: WriteManager, { id }: Enrolment): Promise<undefined> {
  await manager.query(`UPDATE enrolment SET ended_on = greatest(started_on, ${TODAY}) WHERE id = $1::uuid`, [id]);
}

/** Today is the last day, for a reason. */
export async function leaving(manager: WriteManager, enrolment: Enrolment, asked: Reasoned): Promise<undefined> {
  await ending(manager, enrolment);
  await explained(manager, enrolment, asked);
}

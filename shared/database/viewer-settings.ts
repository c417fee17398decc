import { escapeLiteral } from 'pg';
import type { Config } from '../config';
import type { SystemActor, Viewer } from '../viewer';

/** Whether the data is synthetic; see `Config`. */
export type Mode = Config['mode'];

/** Who a transaction is for. */
export type Actor = Viewer | SystemActor;

/**
 * The statements that tell PostgreSQL who asks, for the transaction they stand in. `SET LOCAL` instead of set_config():
 * it is gone with the transaction and is the only form a Citus worker sees.
 */
export function viewerSettings(actor: Actor, mode: Mode): string {
  const settings: Record<string, string | undefined> = {
    role: actor.role,
    subject: actor.subject,
    mode,
    ...claims(actor),
  };
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `SET LOCAL berdaya.${name} = ${escapeLiteral(value ?? '')}`)
    .join('; ');
}

function claims(actor: Actor): Record<string, string | undefined> {
  if (actor.role === 'SYSTEM') return {};
  return {
    regions: actor.regionCodes.join(','),
    person: actor.personId,
    sentra: actor.sentraId,
    employer: actor.employerId,
    programs: actor.programCodes.join(','),
    purpose: actor.purpose,
  };
}

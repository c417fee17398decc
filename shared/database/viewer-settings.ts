import { escapeLiteral } from 'pg';
import type { Config } from '../config';
import { NATION, findRegionLevel } from '../viewer';
import type { SystemActor, Viewer } from '../viewer';

/** Whether the data is synthetic; see `Config`. */
export type Mode = Config['mode'];

/** Who a transaction is for. */
export type Actor = Viewer | SystemActor;

/**
 * The statements that tell PostgreSQL who asks, for the transaction they stand in. `SET LOCAL` instead of set_config():
 * it is gone with the transaction and is the only form a Citus worker sees.
 * @param access what the transaction is for; a few rows are there for who writes and not for who reads
 */
export function viewerSettings(actor: Actor, mode: Mode, access: 'read' | 'write' = 'read'): string {
  const settings: Record<string, string | undefined> = {
    role: rowsOf(actor, mode),
    subject: actor.subject,
    access,
    ...claims(actor),
  };
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `SET LOCAL berdaya.${name} = ${escapeLiteral(value ?? '')}`)
    .join('; ');
}

/** Whose rows an actor has: the developer of a frontend has everybody's where nobody is real, elsewhere the public's. */
function rowsOf({ role }: Actor, mode: Mode): Actor['role'] {
  return role === 'FRONTEND_DEVELOPER' && mode !== 'demo' ? 'PUBLIC' : role;
}

function claims(actor: Actor): Record<string, string | undefined> {
  if (actor.role === 'SYSTEM') return {};
  return {
    regions: actor.regionCodes.join(','),
    place: onlyPlace(actor.regionCodes),
    person: actor.personId,
    sentra: actor.sentraId,
    employer: actor.employerId,
    programs: actor.programCodes.join(','),
    purpose: actor.purpose,
  };
}

/** The pattern of the codes within the only place of a jurisdiction; a code of another form has none. */
function onlyPlace([code, ...others]: readonly string[]): string | undefined {
  if (code === undefined || others.length > 0) return undefined;
  return code === NATION ? '%' : findRegionLevel(code) && `${code}%`;
}

/**
 * Runs a part of a viewer's write as the platform itself, in the same transaction: where a rule must count rows the viewer does
 * not have. What it reads must not reach an answer. If it fails the transaction is over, and the settings with it.
 */
export async function asSystem<T>(
  connection: { query(text: string): Promise<unknown> },
  viewer: Viewer,
  work: () => Promise<T>,
): Promise<T> {
  await connection.query(`SET LOCAL berdaya.role = 'SYSTEM'`);
  const result = await work();
  // The mode is not known here: the narrower of the two.
  await connection.query(`SET LOCAL berdaya.role = ${escapeLiteral(rowsOf(viewer, 'production'))}`);
  return result;
}

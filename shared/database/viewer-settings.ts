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
 * @param access what the transaction is for; a few rows are there for who writes and not for who reads
 */
export function viewerSettings(actor: Actor, mode: Mode, access: 'read' | 'write' = 'read'): string {
  const settings: Record<string, string | undefined> = {
    role: actor.role,
    subject: actor.subject,
    access,
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
  await connection.query(`SET LOCAL berdaya.role = ${escapeLiteral(viewer.role)}`);
  return result;
}

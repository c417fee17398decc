import { Parameters, isUuid, onceForKey } from '../database';
import type { RowScope, WriteManager } from '../database';
import { CodedError } from '../errors';
import type { Viewer } from '../viewer';
import { getStep } from './machine';
import type { Machine, Step } from './machine';
import { readNote } from './note';

/** How the records of a machine are kept: a table with `id`, `status` and `version`. */
export interface Records<State extends string, Event extends string> {
  readonly machine: Machine<State, Event>;
  readonly table: string;
  /** What the row scope of these records is a condition over, with the record's alias in it. */
  readonly from: string;
  readonly alias: string;
  /**
   * What other subgraphs learn of a record: a JSON expression over a row of the table and, where a step has just been taken, the
   * name of its event in quotes. The topic is the machine's name.
   */
  readonly fact: (row: string, event?: string) => string;
}

/** One request to move a record on. */
export interface StepRequest<Event extends string> {
  readonly id: string;
  /** The version the viewer looked at. */
  readonly version: number;
  readonly clientKey: string;
  readonly event: Event;
  /** One of the step's codes, where it asks for one. */
  readonly reason?: string | null;
  /** Words of one's own, up to 500 characters, without identifiers. */
  readonly note?: string | null;
  /** What else was asked, so that a key cannot be used for another request. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/** One request to begin a record. */
export type OpeningRequest<Event extends string> = Omit<StepRequest<Event>, 'id' | 'version'>;

/** A record that is locked, before the step. */
export interface LockedRecord<State extends string> {
  readonly id: string;
  readonly status: State;
  readonly version: number;
}

/** What was answered to a step, and is answered again to the same key. */
export interface StepTaken<State extends string> {
  readonly id: string;
  readonly status: State;
  readonly version: number;
}

/** What proves a step, kept with its event: ids, dates and numbers, never a value about a person. */
export type Evidence = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** What a step checks and does beside moving the status, in the same transaction. */
export type StepEffect<State extends string> = (
  manager: WriteManager,
  record: LockedRecord<State>,
) => Promise<Evidence | undefined>;

/**
 * Moves a record on: scope, client key, version, machine, role, reason, four eyes, effect, status, event and notice, all in the
 * caller's transaction. The record's row is locked first, so of two who ask at once one wins and the other gets CONFLICT.
 *
 * @throws CodedError NOT_FOUND (also out of scope), CONFLICT, INVALID_TRANSITION, FORBIDDEN for a role or an account that may
 *   not, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, and what the effect throws
 */
export async function takeStep<State extends string, Event extends string>(
  manager: WriteManager,
  asking: { readonly viewer: Viewer; readonly scope: RowScope },
  records: Records<State, Event>,
  request: StepRequest<Event>,
  effect?: StepEffect<State>,
): Promise<StepTaken<State>> {
  const { viewer } = asking;
  const record = await lockRecord(manager, asking.scope, records, request.id);
  const { clientKey: key, ...input } = request;
  return onceForKey(manager, { subject: viewer.subject, key, input }, async () => {
    if (record.version !== request.version) throw new CodedError('CONFLICT', { what: records.machine.what });
    const step = getStep(records.machine, record.status, request.event);
    const said = readWords(viewer, step, request);
    await requireOtherEyes(manager, viewer, records, step, record.id);
    const evidence = await effect?.(manager, record);
    await manager.query(`UPDATE ${records.table} SET status = $2, version = version + 1 WHERE id = $1::uuid`, [
      record.id,
      step.to,
    ]);
    await writeDown(manager, viewer, records, { id: record.id, step, said, evidence });
    return { id: record.id, status: step.to, version: record.version + 1 };
  });
}

/**
 * Begins a record: client key, role, reason, the insert itself, event and notice, all in the caller's transaction.
 *
 * @param insert writes the row with the step's first status and version 1 and gives its id, with what proves the step
 * @throws CodedError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, and what `insert` throws
 */
export async function beginRecord<State extends string, Event extends string>(
  manager: WriteManager,
  viewer: Viewer,
  records: Records<State, Event>,
  request: OpeningRequest<Event>,
  insert: (
    manager: WriteManager,
    status: State,
  ) => Promise<{ readonly id: string; readonly evidence?: Evidence | undefined }>,
): Promise<StepTaken<State>> {
  const { clientKey: key, ...input } = request;
  return onceForKey(manager, { subject: viewer.subject, key, input }, async () => {
    const step = getStep(records.machine, null, request.event);
    const said = readWords(viewer, step, request);
    const { id, evidence } = await insert(manager, step.to);
    await writeDown(manager, viewer, records, { id, step, said, evidence });
    return { id, status: step.to, version: 1 };
  });
}

async function lockRecord<State extends string, Event extends string>(
  manager: WriteManager,
  scope: RowScope,
  { machine, from, alias }: Records<State, Event>,
  id: string,
): Promise<LockedRecord<State>> {
  if (scope.kind !== 'NOWHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: LockedRecord<State>[] = await manager.query(
      `SELECT ${alias}.id, ${alias}.status, ${alias}.version FROM ${from}
        WHERE ${alias}.id = ${bind(id)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF ${alias}`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: machine.what });
}

interface Said {
  readonly reason: string | null;
  readonly note: string | null;
}

function readWords<State extends string, Event extends string>(
  viewer: Viewer,
  { who, reasons = [] }: Step<State, Event>,
  { event, reason, note }: OpeningRequest<Event>,
): Said {
  if (!who.includes(viewer.role)) {
    throw new CodedError('FORBIDDEN', { reason: `from here ${event} is for ${who.join(', ')}` });
  }
  if (reasons.length > 0 && !reasons.includes(reason ?? '')) {
    throw new CodedError('BAD_USER_INPUT', { reason: `it needs one of the reasons ${reasons.join(', ')}` });
  }
  if (reasons.length === 0 && reason) throw new CodedError('BAD_USER_INPUT', { reason: `${event} takes no reason` });
  return { reason: reason ?? null, note: note === null || note === undefined ? null : readNote(note) };
}

/** Four eyes: the last time each of the named events happened it was another account's doing. */
async function requireOtherEyes<State extends string, Event extends string>(
  manager: WriteManager,
  { subject }: Viewer,
  { machine }: Records<State, Event>,
  { event, apartFrom = [] }: Step<State, Event>,
  id: string,
): Promise<void> {
  if (apartFrom.length === 0) return;
  const own: { event: string }[] = await manager.query(
    `SELECT event FROM (SELECT DISTINCT ON (event) event, actor FROM transition_event
       WHERE machine = $1 AND entity_id = $2::uuid AND event = ANY($3) ORDER BY event, id DESC) last
     WHERE actor = $4`,
    [machine.name, id, apartFrom, subject],
  );
  const [mine] = own;
  if (mine) throw new CodedError('FORBIDDEN', { reason: `whoever did ${mine.event} may not do ${event} too` });
}

async function writeDown<State extends string, Event extends string>(
  manager: WriteManager,
  viewer: Viewer,
  { machine, table, fact }: Records<State, Event>,
  done: {
    readonly id: string;
    readonly step: Step<State, Event>;
    readonly said: Said;
    readonly evidence: Evidence | undefined;
  },
): Promise<void> {
  const { id, step, said, evidence = {} } = done;
  await manager.query(
    `INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, note, evidence, actor, actor_role)
     VALUES ($1, $2::uuid, $3, $4, $5, $6, $7, $8::jsonb, $9, $10)`,
    [
      machine.name,
      id,
      step.event,
      step.from,
      step.to,
      said.reason,
      said.note,
      JSON.stringify(evidence),
      viewer.subject,
      viewer.role,
    ],
  );
  await manager.query(
    `INSERT INTO outbox (topic, entity_id, payload)
     SELECT $2, f.id, ${fact('f', `'${step.event}'`)} FROM ${table} f WHERE f.id = $1::uuid`,
    [id, machine.name],
  );
}

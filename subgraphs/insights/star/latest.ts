import type { z } from 'zod';
import type { BulkConnection, OutboxEvent } from '../../../shared/database';

/**
 * The last state of each entity of some topics among events, with its id. An event that does not fit the schema stops the relay.
 */
export function latestOf<Payload extends object>(
  events: readonly OutboxEvent[],
  topics: readonly string[],
  schema: z.ZodType<Payload>,
): (Payload & { readonly id: string })[] {
  const of = events.filter(({ topic }) => topics.includes(topic));
  const last = new Map(of.map(({ entityId, payload }) => [entityId, payload]));
  return [...last].map(([id, payload]) => ({ ...schema.parse(payload), id }));
}

/** A table of the star schema: its columns with their SQL types, the key first. */
export interface StarTable<Column extends string> {
  readonly name: string;
  readonly key: readonly Column[];
  readonly columns: Readonly<Record<Column, string>>;
}

/** What an event says for statistics: null where that was taken back; absent in what is older than they are, and told once more since. */
interface Telling {
  readonly statistics?: object | null | undefined;
}

/** Those that say something for statistics. */
export function toldOf<Payload extends Telling>(
  latest: readonly Payload[],
): (Payload & { readonly statistics: NonNullable<Payload['statistics']> })[] {
  return latest.filter(
    (each): each is Payload & { readonly statistics: NonNullable<Payload['statistics']> } =>
      each.statistics !== undefined && each.statistics !== null,
  );
}

/** The ids of those of which everything was taken back. */
export function takenBack(latest: readonly (Telling & { readonly id: string })[]): string[] {
  return latest.flatMap(({ id, statistics }) => (statistics === null ? [id] : []));
}

/** Deletes rows by their pseudonyms. */
export async function forgetRows(
  client: BulkConnection,
  { name }: Pick<StarTable<string>, 'name'>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await client.query(`DELETE FROM ${name} WHERE id = ANY($1::uuid[])`, [ids]);
}

/** Writes rows as they are now; a row that says the same is left alone. Rows of one key come once. */
export async function writeRows<Column extends string>(
  client: BulkConnection,
  { name, key, columns }: StarTable<Column>,
  rows: readonly Readonly<Record<Column, unknown>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns) as Column[];
  const of = (alias: string) => names.map((column) => `${alias}.${column}`).join(', ');
  const types = names.map((column) => `${column} ${columns[column]}`).join(', ');
  await client.query(
    `INSERT INTO ${name} AS t (${names.join(', ')}) SELECT ${of('x')} FROM jsonb_to_recordset($1::jsonb) AS x(${types})
     ON CONFLICT (${key.join(', ')}) DO UPDATE SET (${names.join(', ')}) = ROW (${of('excluded')})
     WHERE (${of('t')}) IS DISTINCT FROM (${of('excluded')})`,
    [JSON.stringify(rows)],
  );
}

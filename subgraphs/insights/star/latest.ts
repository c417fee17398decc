import type { z } from 'zod';
import type { BulkConnection, OutboxEvent } from '../../../shared/database';

/**
 * The last state of each entity of a topic among some events, with its id. An event that does not fit the schema stops the relay.
 */
export function latestOf<Payload extends object>(
  events: readonly OutboxEvent[],
  topic: string,
  schema: z.ZodType<Payload>,
): (Payload & { readonly id: string })[] {
  const of = events.filter((event) => event.topic === topic);
  const last = new Map(of.map(({ entityId, payload }) => [entityId, payload]));
  return [...last].map(([id, payload]) => ({ ...schema.parse(payload), id }));
}

/** A table of the star schema: its columns with their SQL types, the key first. */
export interface StarTable<Column extends string> {
  readonly name: string;
  readonly key: readonly Column[];
  readonly columns: Readonly<Record<Column, string>>;
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

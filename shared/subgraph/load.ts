import { propertiesFor, readByKeys } from '../database';
import type { BatchSource } from '../database';
import type { SubgraphContext } from './context';

/**
 * The row of a key, if the viewer may see it. All keys asked in one fetch with the same selection share one statement.
 * `type` names the row scope that applies.
 */
export function loadOne<Row extends object>(
  context: SubgraphContext,
  type: string,
  source: BatchSource,
  key: string,
  fields: readonly string[],
): Promise<Row | undefined> {
  return rowsLoader<Row>(context, type, source, fields)
    .load(key)
    .then(([row]) => row);
}

/** The visible rows below a parent's key, in the source's order; one statement for all parents of the fetch. */
export function loadMany<Row extends object>(
  context: SubgraphContext,
  type: string,
  source: BatchSource,
  key: string,
  fields: readonly string[],
): Promise<Row[]> {
  return rowsLoader<Row>(context, type, source, fields).load(key);
}

/** What a loader selects and is called, by what was asked: worked out once for all rows with the same selection. */
const wanted = new WeakMap<readonly string[], Map<string, { readonly name: string; readonly properties: string[] }>>();

function wantedOf(type: string, source: BatchSource, fields: readonly string[]) {
  const place = `${type} ${source.from} ${source.key.column}`;
  const known = wanted.get(fields) ?? new Map<string, { readonly name: string; readonly properties: string[] }>();
  wanted.set(fields, known);
  let found = known.get(place);
  if (!found) {
    const properties = propertiesFor(source.projection, fields);
    found = { properties, name: [place, ...properties].join(' ') };
    known.set(place, found);
  }
  return found;
}

function rowsLoader<Row extends object>(
  context: SubgraphContext,
  type: string,
  source: BatchSource,
  fields: readonly string[],
) {
  const { name, properties } = wantedOf(type, source, fields);
  const conditions = context.rowConditions(type, fields);
  return context.loader<string, Row[]>([name, ...conditions].join(' '), async (keys) => {
    const rows = await readByKeys<Row>(context.session, source, context.scope(type), keys, properties, conditions);
    const byKey = new Map<unknown, Row[]>();
    for (const row of rows) {
      const key = (row as Record<string, unknown>)[source.key.property];
      const siblings = byKey.get(key);
      if (siblings) siblings.push(row);
      else byKey.set(key, [row]);
    }
    return keys.map((key) => byKey.get(key) ?? []);
  });
}

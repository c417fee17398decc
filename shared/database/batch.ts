import type { Condition } from '../access';
import { selectList } from './projection';
import type { Projection } from './projection';
import { Parameters, statement } from './statement';
import { selectFacts } from './row-scope';
import type { RowScope } from './row-scope';
import type { ReadSession } from './session';
import { isUuid } from './uuid';

/** A table read by keys: for references between entities and for children of many parents. */
export interface BatchSource {
  readonly from: string;
  /** The column the keys are looked up in, its type, and the property of a row that holds it. */
  readonly key: { readonly column: string; readonly type: 'uuid' | 'text'; readonly property: string };
  readonly projection: Projection;
  /** Order of a parent's children. */
  readonly orderBy?: string;
}

/**
 * The rows behind many keys, within the scope: one statement for all keys. A key without a visible row is simply absent.
 * @param conditions which of the scope's row conditions to tell of each row
 */
export async function readByKeys<Row extends object>(
  session: ReadSession,
  source: BatchSource,
  scope: RowScope,
  keys: readonly string[],
  properties: readonly string[],
  conditions: readonly Condition[] = [],
): Promise<Row[]> {
  // A text that is no UUID names nothing.
  const possible = source.key.type === 'uuid' ? keys.filter(isUuid) : keys;
  if (scope.kind === 'NOWHERE' || possible.length === 0) return [];
  const { bind, values } = new Parameters();
  const wanted = new Set([...properties, source.key.property]);
  const text = `SELECT ${selectList(source.projection, [...wanted].sort())}${selectFacts(scope, conditions, bind)} FROM ${source.from}
    WHERE ${source.key.column} = ANY(${bind(possible)}::${source.key.type}[]) AND (${scope.where(bind)})
    ${source.orderBy ? `ORDER BY ${source.orderBy}` : ''}`;
  return session.rows<Row>(statement(text, values));
}

import { createHash } from 'node:crypto';

/** A statement that PostgreSQL prepares once a connection and then runs by name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly planned: Planned;
}

/**
 * How often a prepared statement is planned. ONCE is for look-ups by key, where the plan is the same whatever the key; with the
 * policies of every role in it, planning takes longer than running. FOR_VALUES is for lists, where it hangs on what a filter finds.
 */
export type Planned = 'ONCE' | 'FOR_VALUES';

const MAX_NAMES = 2_000;
const names = new Map<string, string>();

/** Names a text by its hash: the same selection and filter shape gives the same prepared statement on every connection. */
export function statement(text: string, values: readonly unknown[], planned: Planned = 'ONCE'): Statement {
  let name = names.get(text);
  if (name === undefined) {
    // Bounded: shapes come from client documents, and a client must not be able to fill the memory with them.
    if (names.size >= MAX_NAMES) names.clear();
    name = `s${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return { name, text, values, planned };
}

/** Collects the values of a statement while its text is written. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder. */
  readonly bind = (value: unknown): string => `$${this.values.push(value)}`;
}

/** Writes a condition, binding its values as it goes. */
export type Predicate = (bind: Parameters['bind']) => string;

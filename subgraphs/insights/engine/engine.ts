/** A value of a result; whole numbers of any width are numbers, since counts and rupiah stay far below 2^53. */
export type Value = string | number | boolean | null;

/** Values of one column; of numbers only, packed. */
export type Column = readonly Value[] | Float64Array;

/** A result, column by column. */
export interface ColumnSet {
  readonly names: readonly string[];
  /** As many as names, each `rows` long. */
  readonly columns: readonly Column[];
  readonly rows: number;
}

/** Where two engines write the same thing differently. */
export interface Dialect {
  /** The largest and second largest of a bigint expression over the rows a condition holds for; null where there is none. */
  topTwo(value: string, condition: string): readonly [string, string];
  /** A whole number below 2^53 in the type the driver makes a number of at the least cost. */
  handedOut(value: string): string;
}

export interface QueryOptions {
  /** From when the query is handed over, waiting for a connection included. */
  readonly deadlineMs: number;
}

/** Something that answers the SQL of `cells.ts`. */
export interface Engine {
  readonly name: string;
  readonly dialect: Dialect;
  /**
   * @throws CodedError DEADLINE_EXCEEDED; the query is stopped, not left behind
   */
  query(sql: string, options: QueryOptions): Promise<ColumnSet>;
  close(): Promise<void>;
}

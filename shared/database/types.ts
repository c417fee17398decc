import { types } from 'pg';

/**
 * How PostgreSQL values become JavaScript ones, for every pool of the process. Dates stay `YYYY-MM-DD` (a Date object would
 * move them across time zones); int8 becomes a number, since rupiah and counts stay far below 2^53.
 */
export function registerTypeParsers(): void {
  types.setTypeParser(types.builtins.DATE, (text: string) => text);
  types.setTypeParser(types.builtins.INT8, Number);
}

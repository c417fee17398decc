import { CodedError } from '../errors';
import type { Layout } from './layout';

/** Share of common columns from which a file counts as a broken one of a layout, not as a file of another kind. */
const ALIKE = 0.5;

/** What a header is held against. */
export type HeaderForm = Pick<Layout, 'name' | 'columns' | 'optional'>;

/**
 * The layout a header belongs to.
 * @throws CodedError COLUMN_DUPLICATE, COLUMN_MISSING or COLUMN_UNKNOWN when the file is clearly of one layout, else
 *   LAYOUT_UNKNOWN with the nearest one
 */
export function layoutOf<Form extends HeaderForm>(header: readonly string[], layouts: readonly Form[]): Form {
  const fits = layouts.map((layout) => fitOf(header, layout)).sort((one, other) => other.alike - one.alike);
  const [best] = fits;
  if (!best) throw new CodedError('LAYOUT_UNKNOWN', { nearest: 'none', missing: [] });
  const { layout, alike, missing, unknown } = best;
  if (alike < ALIKE) throw new CodedError('LAYOUT_UNKNOWN', { nearest: layout.name, missing });
  const twice = header.filter((column, place) => header.indexOf(column) !== place);
  if (twice.length > 0) throw new CodedError('COLUMN_DUPLICATE', { columns: [...new Set(twice.map(shown))] });
  if (missing.length > 0) throw new CodedError('COLUMN_MISSING', { columns: missing });
  if (unknown.length > 0) throw new CodedError('COLUMN_UNKNOWN', { columns: unknown.map(shown) });
  return layout;
}

interface Fit<Form> {
  readonly layout: Form;
  /** Common columns as a share of all columns of either side. */
  readonly alike: number;
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
}

function fitOf<Form extends HeaderForm>(header: readonly string[], layout: Form): Fit<Form> {
  const known = new Set(layout.columns);
  const given = new Set(header);
  const missing = layout.columns.filter((column) => !given.has(column) && !layout.optional?.includes(column));
  const unknown = header.filter((column) => !known.has(column));
  const common = header.length - unknown.length;
  return { layout, alike: common / (layout.columns.length + unknown.length), missing, unknown };
}

/** A file without a header has a person's cells in its first row: only what looks like a column name is repeated. */
function shown(column: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(column) ? column : '(not a column name)';
}

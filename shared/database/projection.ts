/**
 * What a table can give: for each property of a row the SQL expression, and for fields that are computed from other
 * properties, which ones. Statements select only what the document asks for.
 */
export interface Projection {
  /** Property name to SQL expression over the table's alias. */
  readonly columns: Readonly<Record<string, string>>;
  /** Graph field to the properties it is computed from, where it is not a property itself. */
  readonly computed?: Readonly<Record<string, readonly string[]>>;
  /** Properties every row needs: its key and what row facts and joins are decided on. */
  readonly always: readonly string[];
}

/** The properties to read for the requested graph fields; sorted, so that equal selections share one statement. */
export function propertiesFor(projection: Projection, fields: Iterable<string>): string[] {
  const properties = new Set(projection.always);
  for (const field of fields) {
    for (const property of projection.computed?.[field] ?? [field]) {
      if (Object.hasOwn(projection.columns, property)) properties.add(property);
    }
  }
  return [...properties].sort();
}

/** The select list for some properties. */
export function selectList(projection: Projection, properties: readonly string[]): string {
  return properties.map((property) => `${projection.columns[property]} AS "${property}"`).join(', ');
}

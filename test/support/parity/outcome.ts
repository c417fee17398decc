type Path = readonly (string | number)[];

/** An answer, as far as two ways of running an operation can be held against each other. */
export interface Outcome {
  readonly data: unknown;
  readonly errors: readonly OutcomeError[];
  readonly access: readonly { readonly coordinate: string; readonly grade: string; readonly reason: string }[];
}

export interface OutcomeError {
  readonly path: Path;
  readonly code: string;
  /** Of a withheld field. */
  readonly coordinate?: string;
}

/**
 * What differs between our answer and the expected one; empty if nothing does.
 *
 * Data is compared as JSON text, the order of keys included. Errors are compared by code and exact path, list indexes
 * included, with two exceptions that are promises of ours and of GraphQL:
 * - A withheld field (FORBIDDEN_FIELD) is reported once a fetch, not once a row. Each of ours has to be at a place where
 *   the field is withheld, and each field withheld somewhere has to be reported somewhere.
 * - Below a null that has bubbled up an executor may stop early, so which of several errors are told is open (GraphQL
 *   specification, "Handling Execution Errors"). There both sides have to tell some error below the same null.
 *
 * An object whose entity is unknown to a subgraph has nulls and no error with us; `silent` is the code of the expected
 * side for that.
 */
export function differences(ours: Outcome, expected: Outcome, silent?: string): string[] {
  const found: string[] = [];
  const [text, wanted] = [JSON.stringify(ours.data), JSON.stringify(expected.data)];
  if (text !== wanted) found.push(`data ${text}`, `  not ${wanted}`);
  const loud = expected.errors.filter(({ code }) => code !== silent);
  found.push(...failures(ours, ours.errors, loud), ...withheld(ours, ours.errors, loud));
  // Where a null has bubbled up, we need not have asked for what would have stood below it.
  const isPartial = expected.errors.some(({ path }) => isHidden(expected.data, path));
  const notes = unequal('access', ours.access.map(noteText), expected.access.map(noteText));
  found.push(...notes.filter((note) => !isPartial || !note.startsWith('access: missing')));
  return found;
}

function failures({ data }: Outcome, ours: readonly OutcomeError[], expected: readonly OutcomeError[]): string[] {
  const texts = (errors: readonly OutcomeError[]) =>
    errors.filter((error) => !isWithheld(error) || isHidden(data, error.path)).map((error) => errorText(data, error));
  return unequal('errors', texts(ours), texts(expected));
}

function withheld({ data }: Outcome, ours: readonly OutcomeError[], expected: readonly OutcomeError[]): string[] {
  const open = (errors: readonly OutcomeError[]) =>
    errors.filter((error) => isWithheld(error) && !isHidden(data, error.path));
  const places = new Set(open(expected).map((error) => `${error.coordinate} ${errorText(data, error)}`));
  const astray = open(ours)
    .map((error) => `${error.coordinate} ${errorText(data, error)}`)
    .filter((place) => !places.has(place));
  const coordinates = (errors: readonly OutcomeError[]) => open(errors).map(({ coordinate }) => String(coordinate));
  return [
    ...astray.map((place) => `withheld nowhere else: ${place}`),
    ...unequal('withheld', coordinates(ours), coordinates(expected)),
  ];
}

function unequal(what: string, ours: readonly string[], expected: readonly string[]): string[] {
  const [own, wanted] = [new Set(ours), new Set(expected)];
  return [
    ...[...own].filter((text) => !wanted.has(text)).map((text) => `${what}: not expected: ${text}`),
    ...[...wanted].filter((text) => !own.has(text)).map((text) => `${what}: missing: ${text}`),
  ];
}

function errorText(data: unknown, { path, code }: OutcomeError): string {
  const end = endOf(data, path);
  return end < path.length ? `${JSON.stringify(path.slice(0, end))} below` : `${JSON.stringify(path)} ${code}`;
}

function isWithheld({ code }: OutcomeError): boolean {
  return code === 'FORBIDDEN_FIELD';
}

/** Whether a null stands above the place. */
export function isHidden(data: unknown, path: Path): boolean {
  return endOf(data, path) < path.length;
}

/** How many steps of a path there are in the data. */
function endOf(data: unknown, path: Path): number {
  let value = data;
  for (const [index, step] of path.entries()) {
    if (typeof value !== 'object' || value === null) return index;
    value = (value as Record<string | number, unknown>)[step];
  }
  return path.length;
}

function noteText({ coordinate, grade, reason }: Outcome['access'][number]): string {
  return `${coordinate} ${grade} ${reason}`;
}

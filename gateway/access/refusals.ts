import type { DocumentNode, FieldNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { CodedError } from '../../shared/errors';
import { placesOf } from './places';
import type { Place } from './places';
import type { Removed } from './narrow';
import type { Refusal } from './rules';

/** A field that was not asked for, as `extensions.access` of the answer tells it. */
export interface RefusalNote {
  readonly coordinate: string;
  readonly grade: string;
  readonly reason: string;
}

/** What an answer says of the fields that were not asked for. */
export interface Refusals {
  readonly errors: readonly GraphQLFormattedError[];
  /** Once a coordinate. */
  readonly notes: readonly RefusalNote[];
}

const NONE: Refusals = { errors: [], notes: [] };

/** One error a place is enough to find it; an answer must not grow with how often a document asks. */
const MOST_ERRORS = 100;

interface Told {
  readonly place: Place;
  readonly note: RefusalNote;
  readonly error: GraphQLFormattedError | undefined;
}

/**
 * What an operation's answers say of its removed fields, worked out once; which of them are there at all depends on the
 * values of `@skip` and `@include`.
 * @param nameOf the client's name for a response key
 */
export function compileRefusals(
  removed: Removed,
  client: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  schema: GraphQLSchema,
  nameOf: (key: string) => string,
): (values: Readonly<Record<string, unknown>>) => Refusals {
  if (removed.size === 0) return () => NONE;
  const isRemoved = (field: FieldNode) => removed.has(field);
  const told = placesOf(client.document, client.operation, schema, isRemoved).flatMap((place): Told[] => {
    const refusal = removed.get(place.node);
    return refusal ? [tell(place, refusal, nameOf)] : [];
  });
  return (values) => {
    const here = told.filter(({ place }) =>
      place.conditions.every(({ variable, value }) => (values[variable] === true) === value),
    );
    const errors = new Map(here.flatMap(({ place, error }) => (error ? [[place.path.join(' '), error]] : [])));
    const notes = new Map(here.map(({ note }) => [note.coordinate, note]));
    return { errors: [...errors.values()].slice(0, MOST_ERRORS), notes: [...notes.values()] };
  };
}

function tell(place: Place, refusal: Refusal, nameOf: (key: string) => string): Told {
  const coordinate = `${place.type}.${place.node.name.value}`;
  const note = { coordinate, grade: refusal.grade, reason: refusal.sentence };
  return { place, note, error: errorOf(place, coordinate, refusal, nameOf) };
}

/**
 * A banded field is no error: its companion answers. The path ends before the first list: it has to be a place of the
 * response, and the field is refused in every element; `at` names it whole.
 */
function errorOf(
  { path }: Place,
  coordinate: string,
  { grade, sentence, isCall }: Refusal,
  nameOf: (key: string) => string,
): GraphQLFormattedError | undefined {
  if (grade === 'BANDED') return undefined;
  const names = path.map(nameOf);
  const end = names.indexOf('@');
  const at = end < 0 ? {} : { at: names.join('.') };
  const error = isCall
    ? new CodedError('FORBIDDEN', { reason: sentence })
    : new CodedError('FORBIDDEN_FIELD', { coordinate, reason: sentence });
  const extensions = { ...error.details, ...at, code: error.code };
  return { message: error.message, path: end < 0 ? names : names.slice(0, end), extensions };
}

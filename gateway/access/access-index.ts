import { parse } from 'graphql';
import { fieldsOf, keyFields, markOf, outputTypes } from '../../shared/access';
import type { AccessMark } from '../../shared/access';

/** What a supergraph says of its fields' groups, made once when it is loaded: `@access` is not part of the API schema. */
export interface AccessIndex {
  /** The marks that apply to a field by its coordinate: its own, for an interface's field those of all implementors too. */
  marksOf(type: string, field: string): readonly AccessMark[];
  /** Whether a field joins entities: the planner may ask for it, whoever the viewer is. */
  isKey(type: string, field: string): boolean;
}

/** @throws Error for an SDL that does not parse; the supergraph has been checked before */
export function createAccessIndex(supergraphSdl: string): AccessIndex {
  const marks = new Map<string, AccessMark>();
  const keys = new Set<string>();
  const implementors = new Map<string, string[]>();
  for (const type of outputTypes(parse(supergraphSdl))) {
    const name = type.name.value;
    for (const { name: above } of type.interfaces ?? [])
      implementors.set(above.value, [...(implementors.get(above.value) ?? []), name]);
    for (const key of keyFields(type)) keys.add(`${name}.${key}`);
    for (const field of fieldsOf(type)) {
      const mark = markOf(field);
      if (mark) marks.set(`${name}.${field.name.value}`, mark);
    }
  }
  const known = new Map<string, readonly AccessMark[]>();
  return {
    marksOf(type, field) {
      const coordinate = `${type}.${field}`;
      const found =
        known.get(coordinate) ??
        [type, ...(implementors.get(type) ?? [])].flatMap((each) => marks.get(`${each}.${field}`) ?? []);
      known.set(coordinate, found);
      return found;
    },
    isKey: (type, field) => keys.has(`${type}.${field}`),
  };
}

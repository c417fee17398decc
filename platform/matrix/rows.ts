import { Kind, parse } from 'graphql';
import { fieldsOf, markOf, outputTypes } from '../../shared/access';
import type { AccessMark, OutputTypeNode } from '../../shared/access';
import { CodedError } from '../../shared/errors';

/** Fields of one type that the policy treats alike. */
export interface MatrixRow {
  readonly type: string;
  /** A coarse companion (age band) shows already where the exact fields of the group are banded or masked. */
  readonly mark: AccessMark;
  /** In schema order. */
  readonly fields: readonly string[];
}

/**
 * The output fields of a supergraph by type and mark, in schema order. Object types only: they also answer for the
 * interfaces and unions they belong to.
 * @throws CodedError SUPERGRAPH_INVALID for a field without a group, or with one that does not exist
 */
export function rowsOf(sdl: string): MatrixRow[] {
  return outputTypes(parse(sdl))
    .filter(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION)
    .flatMap(rowsOfType);
}

function rowsOfType(type: OutputTypeNode): MatrixRow[] {
  const rows = new Map<string, MatrixRow & { readonly fields: string[] }>();
  for (const field of fieldsOf(type)) {
    const mark = markOf(field);
    const coordinate = `${type.name.value}.${field.name.value}`;
    if (!mark) throw new CodedError('SUPERGRAPH_INVALID', { reason: `${coordinate} has no known @access group` });
    const key = JSON.stringify(mark);
    const row = rows.get(key) ?? { type: type.name.value, mark, fields: [] };
    row.fields.push(field.name.value);
    rows.set(key, row);
  }
  return [...rows.values()];
}

import { Kind, buildASTSchema, getDirectiveValues, parse } from 'graphql';
import type { FieldDefinitionNode, GraphQLDirective, ObjectTypeDefinitionNode } from 'graphql';
import { isFieldGroup } from '../../shared/access';
import type { FieldGroup } from '../../shared/access';
import { CodedError } from '../../shared/errors';

/** Fields of one type that the policy treats alike. */
export interface MatrixRow {
  readonly type: string;
  readonly group: FieldGroup;
  /** Coarse companions (age band): shown already where the exact fields of the group are banded or masked. */
  readonly isBand: boolean;
  /** In schema order. */
  readonly fields: readonly string[];
}

/**
 * The output fields of a supergraph by type and group, in schema order. Object types only: they also answer for the
 * interfaces and unions they belong to.
 * @throws CodedError SUPERGRAPH_INVALID for a field without a group, or with one that does not exist
 */
export function rowsOf(sdl: string): MatrixRow[] {
  const document = parse(sdl);
  const access = buildASTSchema(document).getDirective('access') ?? undefined;
  return document.definitions
    .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .flatMap((type) => rowsOfType(type, access));
}

function rowsOfType(type: ObjectTypeDefinitionNode, access: GraphQLDirective | undefined): MatrixRow[] {
  const rows = new Map<string, MatrixRow & { readonly fields: string[] }>();
  for (const field of type.fields ?? []) {
    const { group, isBand } = readAccess(`${type.name.value}.${field.name.value}`, field, access);
    const key = `${group} ${String(isBand)}`;
    const row = rows.get(key) ?? { type: type.name.value, group, isBand, fields: [] };
    row.fields.push(field.name.value);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function readAccess(
  coordinate: string,
  field: FieldDefinitionNode,
  access: GraphQLDirective | undefined,
): Pick<MatrixRow, 'group' | 'isBand'> {
  const values = access && getDirectiveValues(access, field);
  const group = values?.['group'];
  if (isFieldGroup(group)) return { group, isBand: values?.['band'] === true };
  const reason = group === undefined ? 'has no @access group' : `has the unknown group ${String(group)}`;
  throw new CodedError('SUPERGRAPH_INVALID', { reason: `${coordinate} ${reason}` });
}

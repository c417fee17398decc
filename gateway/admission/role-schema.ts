import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { bestGrade, decisionFor } from '../../shared/access';
import { fieldsOf, markOf, outputTypes } from '../../shared/access/sdl-fields';
import type { AccessMark } from '../../shared/access/strictness';
import type { Role } from '../../shared/viewer';
import type { LoadedSupergraph } from '../execution/supergraph/supergraph';

/** The schema as one role may read it. */
export type RoleSchemas = (role: Role) => GraphQLSchema;

/** Schemas by role, each made when it is first asked for, and as old as the supergraph. */
export function createRoleSchemas({ apiSchema, sdl }: Pick<LoadedSupergraph, 'apiSchema' | 'sdl'>): RoleSchemas {
  const marks = readMarks(sdl);
  const schemas = new Map<Role, GraphQLSchema>();
  return (role) => {
    const known = schemas.get(role) ?? filterSchema(apiSchema, marks, role);
    schemas.set(role, known);
    return known;
  };
}

/** What `@access` says, by coordinate. */
function readMarks(sdl: string): ReadonlyMap<string, AccessMark> {
  const entries = outputTypes(parse(sdl)).flatMap((type) =>
    fieldsOf(type).flatMap((field): [string, AccessMark][] => {
      const mark = markOf(field);
      return mark ? [[`${type.name.value}.${field.name.value}`, mark]] : [];
    }),
  );
  return new Map(entries);
}

/** Without the fields the role never gets a value of, and without the types that nothing then leads to. */
function filterSchema(schema: GraphQLSchema, marks: ReadonlyMap<string, AccessMark>, role: Role): GraphQLSchema {
  const filtered = mapSchema(schema, {
    [MapperKind.COMPOSITE_FIELD]: (config, name, type) => {
      const mark = marks.get(`${type}.${name}`);
      return mark && isShown(mark, role) ? config : null;
    },
  });
  return pruneSchema(filtered);
}

/** A field that is only ever null for the role tells nothing but its name; a band's exact field is asked for together with it. */
function isShown({ group }: AccessMark, role: Role): boolean {
  const grade = bestGrade(decisionFor(role, group));
  return grade !== 'WITHHELD' && grade !== 'AGGREGATE';
}

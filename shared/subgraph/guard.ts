import { GraphQLObjectType, defaultFieldResolver, getDirectiveValues } from 'graphql';
import type { GraphQLField, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { isFieldGroup, isOpenToAll, maskText } from '../access';
import type { FieldGroup, Grade } from '../access';
import { reasonFor } from './access-report';
import type { SubgraphContext } from './context';

type Resolver = GraphQLFieldResolver<unknown, SubgraphContext>;

/**
 * Wraps every field of a schema so that it answers by the policy: the value, a mask, or null with a note. Done once, when
 * the schema is built; fields that everybody reads in full keep their resolver untouched.
 */
export function guardSchema(schema: GraphQLSchema): void {
  const directive = schema.getDirective('access');
  if (!directive) throw new Error('the schema does not define @access');
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const access = field.astNode ? getDirectiveValues(directive, field.astNode) : undefined;
      if (!isFieldGroup(access?.group)) throw new Error(`${type.name}.${field.name} belongs to no field group`);
      if (!isOpenToAll(access.group)) guardField(type.name, field, access.group, access.band === true);
    }
  }
}

function guardField(
  type: string,
  field: GraphQLField<unknown, SubgraphContext>,
  group: FieldGroup,
  band: boolean,
): void {
  const resolve: Resolver = field.resolve ?? defaultFieldResolver;
  const coordinate = `${type}.${field.name}`;
  field.resolve = (parent, args, context, info) => {
    const grade = context.grade(type, group);
    if (grade === 'FULL' || (band && (grade === 'MASKED' || grade === 'BANDED')))
      return resolve(parent, args, context, info);
    note(context, coordinate, group, grade, info);
    return grade === 'MASKED' ? masked(resolve(parent, args, context, info), group) : null;
  };
}

function note(
  context: SubgraphContext,
  coordinate: string,
  group: FieldGroup,
  grade: Grade,
  info: GraphQLResolveInfo,
): void {
  if (grade === 'FULL') return;
  context.report.add({ coordinate, grade, reason: reasonFor(context.viewer.role, group, grade) }, () => pathOf(info));
}

/** Only text can be masked; anything else at this grade is withheld. */
function masked(value: unknown, group: FieldGroup): unknown {
  if (value instanceof Promise) return value.then((settled: unknown) => masked(settled, group));
  return typeof value === 'string' ? maskText(value, group) : null;
}

function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev) path.unshift(step.key);
  return path;
}

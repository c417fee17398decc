import { GraphQLObjectType, defaultFieldResolver, getDirectiveValues } from 'graphql';
import type { GraphQLField, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { isFieldGroup, isLedgered, isOpenToAll, maskText } from '../access';
import type { FieldGroup, Grade } from '../access';
import { reasonFor } from './access-report';
import type { SubgraphContext } from './context';
import type { LedgeredField, SubjectRule } from './read-log';

type Field = GraphQLField<unknown, SubgraphContext>;
type Resolver = GraphQLFieldResolver<unknown, SubgraphContext>;

/** What stands between a field and its readers. */
export interface FieldGuard {
  readonly type: string;
  readonly group: FieldGroup;
  readonly field: Field;
  /** What answers in full: the resolver below the guard, undefined where it is graphql-js's own; a ledgered field notes it. */
  readonly open: Resolver | undefined;
  readonly guarded: Resolver;
}

/** The guards of a schema by `Type.field`. */
export type FieldGuards = ReadonlyMap<string, FieldGuard>;

/**
 * Wraps every field of a schema so that it answers by the policy: the value, a mask, or null with a note. Done once, when
 * the schema is built; fields that everybody reads in full keep their resolver untouched. What is given in full of a ledgered
 * field is noted for the read ledger; a coarse companion is not ledgered.
 * @param subjects whose record the rows of a type are
 */
export function guardSchema(schema: GraphQLSchema, subjects: Readonly<Record<string, SubjectRule>>): FieldGuards {
  const directive = schema.getDirective('access');
  if (!directive) throw new Error('the schema does not define @access');
  const guards = new Map<string, FieldGuard>();
  let slots = 0;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const access = field.astNode ? getDirectiveValues(directive, field.astNode) : undefined;
      const coordinate = `${type.name}.${field.name}`;
      if (!access && isExternal(type, field)) {
        // The copy of another subgraph's field feeds computed fields; what it holds is answered where it is owned.
        field.resolve = () => null;
        continue;
      }
      if (!isFieldGroup(access?.group)) throw new Error(`${coordinate} belongs to no field group`);
      if (isOpenToAll(access.group)) continue;
      const { group } = access;
      const band = access.band === true;
      const subject = subjects[type.name];
      const isRecorded = isLedgered(group) && !band;
      if (isRecorded && !subject) throw new Error(`${coordinate} is ledgered, but ${type.name} has no subject rule`);
      const ledgered = isRecorded && subject ? { slot: slots++, coordinate, group, subject } : undefined;
      guards.set(coordinate, guardField(type.name, field, { group, band, ledgered }));
    }
  }
  return guards;
}

/**
 * Does something, within this call and no longer, while fields stand without their guards. A compiler that copies resolvers
 * sees those that answer in full; nothing is executed meanwhile.
 */
export function withoutGuards<Result>(lifted: readonly FieldGuard[], work: () => Result): Result {
  for (const { field, open } of lifted) field.resolve = open;
  try {
    return work();
  } finally {
    for (const { field, guarded } of lifted) field.resolve = guarded;
  }
}

function isExternal(type: GraphQLObjectType, { astNode }: Field): boolean {
  const directives = [type.astNode, ...type.extensionASTNodes, astNode].flatMap((node) => node?.directives ?? []);
  return directives.some(({ name }) => name.value === 'external');
}

interface Protection {
  readonly group: FieldGroup;
  readonly band: boolean;
  readonly ledgered: LedgeredField | undefined;
}

function guardField(type: string, field: Field, { group, band, ledgered }: Protection): FieldGuard {
  const bare: Resolver = field.resolve ?? defaultFieldResolver;
  const open = ledgered ? noting(bare, ledgered) : field.resolve;
  const inFull: Resolver = open ?? bare;
  const coordinate = `${type}.${field.name}`;
  const guarded: Resolver = (parent, args, context, info) => {
    const grade = context.grade(type, group);
    if (grade === 'FULL' || (band && (grade === 'MASKED' || grade === 'BANDED')))
      return inFull(parent, args, context, info);
    note(context, coordinate, group, grade, info);
    return grade === 'MASKED' ? masked(bare(parent, args, context, info), group) : null;
  };
  field.resolve = guarded;
  return { type, group, field, open, guarded };
}

/** Notes whose value is given, also where there is none: that there is none is a fact about the person too. */
function noting(resolve: Resolver, ledgered: LedgeredField): Resolver {
  return (parent, args, context, info) => {
    context.reads.add(ledgered, parent);
    return resolve(parent, args, context, info);
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

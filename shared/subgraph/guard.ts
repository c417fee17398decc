import { GraphQLObjectType, defaultFieldResolver } from 'graphql';
import type { GraphQLField, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { describeReason, isLedgered, isOpenToAll, markOf, maskText, reasonFor } from '../access';
import type { AccessMark, FieldGroup, Grade } from '../access';
import { CodedError } from '../errors';
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
  /** Rows may withhold the field each by itself: it never stands without its guard. */
  readonly dependsOnRow: boolean;
}

/** The guards of a schema by `Type.field`. */
export type FieldGuards = ReadonlyMap<string, FieldGuard>;

/**
 * Wraps every field of a schema so that it answers by the policy: the value, a mask, or null with a note. Done once, when
 * the schema is built; fields that everybody reads in full keep their resolver untouched. What is given in full of a ledgered
 * field is noted for the read ledger; a coarse companion is not ledgered, unless the whole type is read under consent.
 * @param subjects whose record the rows of a type are
 */
export function guardSchema(schema: GraphQLSchema, subjects: Readonly<Record<string, SubjectRule>>): FieldGuards {
  const guards = new Map<string, FieldGuard>();
  let slots = 0;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const mark = field.astNode ? markOf(field.astNode) : undefined;
      const coordinate = `${type.name}.${field.name}`;
      if (!mark && isExternal(type, field)) {
        // The copy of another subgraph's field feeds computed fields; what it holds is answered where it is owned.
        field.resolve = () => null;
        continue;
      }
      if (!mark) throw new Error(`${coordinate} belongs to no field group`);
      // Whoever may call it at all is asked before anything else happens.
      if (mark.roles) field.resolve = forRoles(field, mark);
      if (isOpenToAll(mark.group)) continue;
      const { group, band } = mark;
      const subject = subjects[type.name];
      const isRecorded = subject?.consentFor !== undefined || (isLedgered(group) && !band);
      if (isRecorded && !subject) throw new Error(`${coordinate} is ledgered, but ${type.name} has no subject rule`);
      const ledgered = isRecorded && subject ? { slot: slots++, coordinate, group, subject } : undefined;
      const withholds = subject?.withholds;
      guards.set(coordinate, guardField(type.name, field, { mark, ledgered, withholds }));
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

function forRoles(field: Field, mark: AccessMark): Resolver {
  const resolve: Resolver = field.resolve ?? defaultFieldResolver;
  return (parent, args, context, info) => {
    if (mark.roles?.includes(context.viewer.role)) return resolve(parent, args, context, info);
    throw new CodedError('FORBIDDEN', { reason: describeReason(reasonFor(context.viewer, mark, 'WITHHELD')) });
  };
}

interface Protection {
  readonly mark: AccessMark;
  readonly ledgered: LedgeredField | undefined;
  readonly withholds: SubjectRule['withholds'];
}

function guardField(type: string, field: Field, { mark, ledgered, withholds }: Protection): FieldGuard {
  const { group, band } = mark;
  const bare: Resolver = field.resolve ?? defaultFieldResolver;
  const open = ledgered ? noting(bare, ledgered) : field.resolve;
  const inFull: Resolver = open ?? bare;
  const coordinate = `${type}.${field.name}`;
  const guarded: Resolver = (parent, args, context, info) => {
    if (withholds?.(parent as object, field.name)) {
      context.report.add({ coordinate, grade: 'WITHHELD', reason: describeReason({ kind: 'TERMS' }) }, () =>
        pathOf(info),
      );
      return null;
    }
    const grade = context.grade(type, group, parent);
    if (grade === 'FULL' || (band && (grade === 'MASKED' || grade === 'BANDED')))
      return inFull(parent, args, context, info);
    note(context, coordinate, mark, grade, info);
    return grade === 'MASKED' ? masked(bare(parent, args, context, info), group) : null;
  };
  field.resolve = guarded;
  return { type, group, field, open, guarded, dependsOnRow: withholds !== undefined };
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
  mark: AccessMark,
  grade: Grade,
  info: GraphQLResolveInfo,
): void {
  if (grade === 'FULL') return;
  const reason = describeReason(reasonFor(context.viewer, mark, grade));
  context.report.add({ coordinate, grade, reason }, () => pathOf(info));
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

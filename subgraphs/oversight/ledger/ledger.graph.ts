import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { narrowed } from '../../../shared/database';
import type { Filter, Predicate, RowScope } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { Access, PageArgs, SetFilter, StringFilter, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { Role } from '../../../shared/viewer';
import { fieldsOf, readerKind } from './ledger';
import type { EntryRow } from './ledger';
import { historyScope, ofField, ofSubject } from './ledger.access';
import { ENTRY_LIST, NEWEST_FIRST, countReveals, findSources } from './ledger.loader';
import type { RevealRow, SourceRow } from './ledger.loader';
import {
  AccessRecord,
  AccessRecordConnection,
  LedgerEntryConnection,
  LedgerSource,
  ReaderKindEnum,
  RevealCount,
} from './ledger-type.graph';

@InputType()
class LedgerFilter {
  @Field(() => StringFilter, { nullable: true })
  account?: StringFilter;

  @Field(() => StringFilter, { nullable: true })
  role?: StringFilter;

  @Field(() => StringFilter, { nullable: true })
  purpose?: StringFilter;

  @Field(() => SetFilter, { nullable: true, description: 'Fields that were decided upon, as Type.field.' })
  coordinates?: SetFilter;

  @Field(() => ID, { nullable: true, description: 'A person of whom something was given in full.' })
  person?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From then on.' })
  from?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Before then.' })
  to?: Date;

  @Field(() => Boolean, { nullable: true, description: 'Only what was withheld or refused.' })
  refusedOnly?: boolean;
}

@ArgsType()
class LedgerArgs extends PageArgs {
  @Field(() => LedgerFilter, { nullable: true })
  filter?: LedgerFilter;
}

@ArgsType()
class ReadersArgs extends PageArgs {
  @Field(() => ID)
  person!: string;

  @Field(() => String, { nullable: true, description: 'One field, as Person.nik; any if left out.' })
  field?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From then on.' })
  from?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Before then.' })
  to?: Date;
}

/** Who has entries of their own to look at; see `entryScope`. */
const READERS: readonly Role[] = ['DPO', 'SENTRA_OFFICER', 'PARTNER_RECRUITER', 'PARTNER_ADMIN'];

const REFUSED: Predicate = () => 'l.is_refused';

@Resolver()
export class LedgerResolver {
  @Query(() => LedgerEntryConnection, {
    nullable: true,
    description:
      'The read ledger, newest first: all of it for the data protection officer, your own reading for others.',
  })
  @Access('STRUCTURE', { roles: READERS })
  readLedger(
    @Args(() => LedgerArgs) args: LedgerArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EntryRow>> {
    return entries(context, args, [], info);
  }

  @Query(() => LedgerEntryConnection, {
    nullable: true,
    description: 'Entries in which something was withheld or refused.',
  })
  @Access('STRUCTURE', { roles: READERS })
  refusals(
    @Args(() => LedgerArgs) args: LedgerArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EntryRow>> {
    return entries(context, args, [REFUSED], info);
  }

  @Query(() => LedgerEntryConnection, { nullable: true, description: 'Who has read a person, or one field of theirs.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  readersOf(
    @Args(() => ReadersArgs) { person, field, from, to, ...page }: ReadersArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EntryRow>> {
    const subject = context.tools.hashSubject('person', person.toLowerCase());
    const whose = field === undefined || field === null ? ofSubject(subject) : ofField(subject, field);
    const scope = [whose, ...between(from, to)].reduce(narrowed, context.scope('LedgerEntry'));
    return listConnection(context, ENTRY_LIST, scope, { ...page, orderBy: NEWEST_FIRST }, info);
  }

  @Query(() => [RevealCount], {
    nullable: true,
    description: 'How often NIK and KK numbers were given in full, by role and purpose.',
  })
  @Access('STRUCTURE', { roles: ['DPO'] })
  revealedIdentifiers(
    @Arg('month', () => String, { description: '2026-11' }) month: string,
    @Ctx() context: SubgraphContext,
  ): Promise<RevealRow[]> {
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) {
      throw new CodedError('BAD_USER_INPUT', { reason: 'a month looks like 2026-11' });
    }
    return countReveals(context, `${month}-01`);
  }

  @Query(() => [LedgerSource], {
    description: 'How far the read ledgers have been gathered, and what was found on it.',
  })
  @Access('STRUCTURE', { roles: ['DPO', 'ADMIN'] })
  ledgerSources(@Ctx() context: SubgraphContext): Promise<SourceRow[]> {
    return findSources(context);
  }

  @Query(() => AccessRecordConnection, {
    nullable: true,
    description: 'Who has read your own record, newest first (UU PDP art. 32).',
  })
  @Access('STRUCTURE', { roles: ['CITIZEN'] })
  accessHistory(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EntryRow>> {
    const scope = historyScope(context.viewer, (id) => context.tools.hashSubject('person', id));
    return listConnection(context, ENTRY_LIST, scope, { ...page, orderBy: NEWEST_FIRST }, info);
  }
}

@Resolver(() => AccessRecord)
export class AccessRecordResolver {
  @FieldResolver(() => ReaderKindEnum, { nullable: true })
  @Access('AUDIT')
  reader(@Root() entry: EntryRow): string {
    return readerKind(entry.role);
  }

  @FieldResolver(() => [String], { nullable: true, description: 'Which fields of your record, as Type.field.' })
  @Access('AUDIT')
  fields(@Root() entry: EntryRow, @Ctx() context: SubgraphContext): string[] {
    const { personId } = context.viewer;
    return personId === undefined ? [] : fieldsOf(entry, context.tools.hashSubject('person', personId));
  }
}

function entries(
  context: SubgraphContext,
  { filter: given, ...page }: LedgerArgs,
  further: readonly Predicate[],
  info: GraphQLResolveInfo,
): Promise<Connection<EntryRow>> {
  const { person, from, to, refusedOnly, ...filter }: LedgerFilter = given ?? {};
  for (const [name, value] of Object.entries({ person, from, to, refusedOnly })) {
    if (value === null) throw new CodedError('FILTER_INVALID', { reason: `${name} is null; leave it out instead` });
  }
  const conditions = [
    ...further,
    ...(person === undefined ? [] : [ofSubject(context.tools.hashSubject('person', person.toLowerCase()))]),
    ...(refusedOnly === true ? [REFUSED] : []),
    ...between(from, to),
  ];
  const scope = conditions.reduce<RowScope>(narrowed, context.scope('LedgerEntry'));
  return listConnection(context, ENTRY_LIST, scope, { ...page, filter: filter as Filter, orderBy: NEWEST_FIRST }, info);
}

function between(from: Date | null | undefined, to: Date | null | undefined): Predicate[] {
  return [
    ...(from ? [(bind: Parameters<Predicate>[0]) => `l.at >= ${bind(from.toISOString())}::timestamptz`] : []),
    ...(to ? [(bind: Parameters<Predicate>[0]) => `l.at < ${bind(to.toISOString())}::timestamptz`] : []),
  ];
}

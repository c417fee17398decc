import { GraphQLDate } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Info,
  InputType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import {
  Access,
  DateFilter,
  GraphType,
  IDFilter,
  IntFilter,
  PageArgs,
  RegionFilter,
  SortDirection,
  connectionOf,
  listConnection,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { findEnrolment } from '../enrolment/enrolment.loader';
import { Family } from '../family-ref/family-ref.graph';
import type { CombinationRow } from '../program/program';
import { ProgramCombination } from '../program/rule.graph';
import type { ConflictRow } from './conflict';
import { CONFLICT_LIST } from './conflict.loader';

@GraphType(
  'ForbiddenCombination',
  'Two enrolments of a family at a time that a rule forbids (rangkap bantuan yang dilarang), with the days of it.',
)
export class ForbiddenCombination {
  @Field(() => GraphQLDate, { nullable: true, description: 'First day on which both ran and the rule held.' })
  @Access('ENROLMENT')
  from?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last such day; null while it goes on.' })
  @Access('ENROLMENT')
  to?: string;
}

const ForbiddenCombinationConnection = connectionOf('ForbiddenCombination', () => ForbiddenCombination);

@InputType()
class ForbiddenCombinationFilter {
  @Field(() => IDFilter, { nullable: true })
  familyId?: IDFilter;

  @Field(() => IDFilter, { nullable: true, description: 'The program the rule is written for.' })
  programCode?: IDFilter;

  @Field(() => IDFilter, { nullable: true, description: 'The program it excludes.' })
  otherCode?: IDFilter;

  @Field(() => DateFilter, { nullable: true })
  from?: DateFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the family lives.' })
  region?: RegionFilter;

  @Field(() => IntFilter, { nullable: true, description: 'Welfare decile of the family.' })
  desil?: IntFilter;
}

const ForbiddenCombinationSort = { FROM: 'FROM' } as const;
registerEnumType(ForbiddenCombinationSort, { name: 'ForbiddenCombinationSort' });

@InputType()
class ForbiddenCombinationOrder {
  @Field(() => ForbiddenCombinationSort)
  field!: keyof typeof ForbiddenCombinationSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class ForbiddenCombinationListArgs extends PageArgs {
  @Field(() => ForbiddenCombinationFilter, { nullable: true })
  filter?: ForbiddenCombinationFilter;

  @Field(() => [ForbiddenCombinationOrder], { nullable: true })
  orderBy?: ForbiddenCombinationOrder[];
}

@Resolver(() => ForbiddenCombination)
export class ForbiddenCombinationResolver {
  @Query(() => ForbiddenCombinationConnection, {
    description: 'Families in programs that exclude each other, as far as you may see both enrolments.',
  })
  @Access('STRUCTURE')
  doubleDipping(
    @Args(() => ForbiddenCombinationListArgs) args: ForbiddenCombinationListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ConflictRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, CONFLICT_LIST, context.scope('ForbiddenCombination'), request, info);
  }

  @FieldResolver(() => ProgramCombination, { nullable: true, description: 'The rule that forbids it.' })
  @Access('ENROLMENT')
  rule(@Root() conflict: ConflictRow): CombinationRow {
    const { ruleProgram, ruleOther, validFrom, validTo, legalRef, confidence, note } = conflict;
    return {
      programCode: ruleProgram,
      otherCode: ruleOther,
      allowed: false,
      validFrom,
      validTo,
      legalRef,
      confidence,
      note,
    };
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(@Root() conflict: ConflictRow): { id: string } {
    return { id: conflict.familyId };
  }

  @FieldResolver(() => [Enrolment], { nullable: true, description: 'The two enrolments.' })
  @Access('ENROLMENT')
  async enrolments(
    @Root() { enrolmentId, otherId }: ConflictRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow[]> {
    const found = await Promise.all([enrolmentId, otherId].map((id) => findEnrolment(context, id, info)));
    return found.filter((each) => each !== undefined);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { LineOfBusinessEnum } from '../business/vocabulary.graph';
import { Family } from '../family-ref/family-ref.graph';
import { Person } from '../person-ref/person-ref.graph';
import type { ProkusMonthRow, ProkusRow } from './prokus';
import { PROKUS_WORDS, ProkusCaseListArgs } from './prokus-inputs.graph';
import { PROKUS_LIST, findMonths, findProkusCase, findProkusCasesOf } from './prokus.loader';

@Key('id')
@GraphType('ProkusCase', 'A small business of a family that leaves PKH (Prokus, Kewirausahaan Sosial).')
export class ProkusCase {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => LineOfBusinessEnum, { nullable: true })
  @Access('ENROLMENT')
  lineOfBusiness?: string;

  @Field(() => PROKUS_WORDS.Status, { nullable: true, description: 'The stage it is in (tahap).' })
  @Access('ENROLMENT')
  status?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  proposedOn?: string;

  @Field(() => String, { nullable: true, description: 'Number of the letter of recommendation.' })
  @Access('ENROLMENT')
  recommendation?: string;

  @Field(() => String, { nullable: true, description: 'Number of the decree.' })
  @Access('ENROLMENT')
  decree?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  approvedOn?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Capital given, whole rupiah (BSIMU).' })
  @Access('ENROLMENT')
  grantAmount?: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  grantedOn?: string;

  @Field(() => String, { nullable: true, description: 'Organisation that mentors.' })
  @Access('ENROLMENT')
  mentor?: string;

  @Field(() => String, { nullable: true, description: 'Organisation that incubates.' })
  @Access('ENROLMENT')
  incubator?: string;

  @Field(() => String, { nullable: true, description: 'Buyer or market place that was opened.' })
  @Access('ENROLMENT')
  market?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Credit a bank gave (KUR), whole rupiah.' })
  @Access('ENROLMENT')
  creditAmount?: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'Since when there is credit.' })
  @Access('ENROLMENT')
  creditSince?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day; null while it goes on.' })
  @Access('ENROLMENT')
  endedOn?: string;
}

@GraphType('ProkusMonth', 'What a business sold in a month, and whom it paid.')
export class ProkusMonth {
  @Field(() => String, { nullable: true, description: 'As 2026-07.' })
  @Access('ENROLMENT')
  month?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah (omzet).' })
  @Access('ENROLMENT')
  turnover?: number;

  @Field(() => Int, { nullable: true, description: 'People paid beside the family.' })
  @Access('ENROLMENT')
  employees?: number;
}

const ProkusCaseConnection = connectionOf('ProkusCase', () => ProkusCase);

@Resolver(() => ProkusCase)
export class ProkusCaseResolver {
  @Query(() => ProkusCase, { nullable: true, description: 'One Prokus case by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  prokusCase(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProkusRow | undefined> {
    return findProkusCase(context, id, info);
  }

  @Query(() => ProkusCaseConnection, { description: 'Prokus cases you may see.' })
  @Access('STRUCTURE')
  prokusCases(
    @Args(() => ProkusCaseListArgs) args: ProkusCaseListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ProkusRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, PROKUS_LIST, context.scope('ProkusCase'), request, info);
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(@Root() { familyId }: ProkusRow): { id: string } {
    return { id: familyId };
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Whoever runs the business.' })
  @Access('PSEUDONYM')
  person(@Root() { personId }: ProkusRow): { id: string } {
    return { id: personId };
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the business has a number (NIB).' })
  @Access('ENROLMENT')
  hasNib(@Root() { nibSealed }: ProkusRow): boolean {
    return nibSealed !== null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Nomor induk berusaha.' })
  @Access('ACCOUNT')
  nib(@Root() { nibSealed }: ProkusRow, @Ctx() context: SubgraphContext): string | undefined {
    return nibSealed === null ? undefined : context.tools.cipher.open(nibSealed);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether a bank gives credit (akses KUR).' })
  @Access('ENROLMENT')
  hasCredit(@Root() { creditSince }: ProkusRow): boolean {
    return creditSince !== null;
  }

  @FieldResolver(() => [ProkusMonth], { nullable: true, description: 'Latest month first.' })
  @Access('ENROLMENT')
  months(
    @Root() { id }: ProkusRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProkusMonthRow[]> {
    return findMonths(context, id, info);
  }
}

@Resolver(() => Family)
export class FamilyProkusResolver {
  @FieldResolver(() => [ProkusCase], { nullable: true, description: 'Prokus cases of the family.' })
  @Access('ENROLMENT')
  prokusCases(
    @Root() family: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProkusRow[]> {
    return findProkusCasesOf(context, family.id, info);
  }
}

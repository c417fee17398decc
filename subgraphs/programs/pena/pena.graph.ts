import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Family } from '../family-ref/family-ref.graph';
import { Person } from '../person-ref/person-ref.graph';
import type { IncomeRow, PenaRow } from './pena';
import { PENA_WORDS, PenaCaseListArgs, PenaClusterEnum, PenaVariantEnum, WageSourceEnum } from './pena-inputs.graph';
import { PENA_LIST, findIncomes, findPenaCase, findPenaCasesOf, findReadiness } from './pena.loader';
import { reachesWage } from './readiness';

@Key('id')
@GraphType('PenaCase', 'A family on its way out of bansos by a business of its own (Pahlawan Ekonomi Nusantara).')
export class PenaCase {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => PenaVariantEnum, { nullable: true })
  @Access('ENROLMENT')
  variant?: string;

  @Field(() => PenaClusterEnum, { nullable: true })
  @Access('ENROLMENT')
  cluster?: string;

  @Field(() => String, { nullable: true })
  @Access('ENROLMENT')
  businessIdea?: string;

  @Field(() => PENA_WORDS.Status, { nullable: true })
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

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Worth of the tools given, whole rupiah.' })
  @Access('ENROLMENT')
  grantTools?: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Worth of the material given, whole rupiah.' })
  @Access('ENROLMENT')
  grantMaterial?: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  grantedOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  graduatedOn?: string;
}

@GraphType('PenaIncome', 'What a business left to the family in a month, beside the minimum wage there.')
export class PenaIncome {
  @Field(() => String, { nullable: true, description: 'As 2026-07.' })
  @Access('GRADUATION')
  month?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah.' })
  @Access('GRADUATION')
  amount?: number;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'UMK of the regency in that year, whole rupiah; null: not known.',
  })
  @Access('GRADUATION')
  minimumWage?: number;

  @Field(() => WageSourceEnum, { nullable: true })
  @Access('GRADUATION')
  wageSource?: string;
}

const PenaCaseConnection = connectionOf('PenaCase', () => PenaCase);

@Resolver(() => PenaCase)
export class PenaCaseResolver {
  @Query(() => PenaCase, { nullable: true, description: 'One PENA case by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  penaCase(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PenaRow | undefined> {
    return findPenaCase(context, id, info);
  }

  @Query(() => PenaCaseConnection, { description: 'PENA cases you may see.' })
  @Access('STRUCTURE')
  penaCases(
    @Args(() => PenaCaseListArgs) args: PenaCaseListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PenaRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, PENA_LIST, context.scope('PenaCase'), request, info);
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(@Root() { familyId }: PenaRow): { id: string } {
    return { id: familyId };
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Whoever runs the business.' })
  @Access('PSEUDONYM')
  person(@Root() { personId }: PenaRow): { id: string } {
    return { id: personId };
  }

  @FieldResolver(() => GraphQLSafeInt, { nullable: true, description: 'Worth of all goods given, whole rupiah.' })
  @Access('ENROLMENT')
  grantAmount(@Root() { grantTools, grantMaterial }: PenaRow): number | null {
    return grantTools === null || grantMaterial === null ? null : grantTools + grantMaterial;
  }

  @FieldResolver(() => [PenaIncome], { nullable: true, description: 'Latest month first.' })
  @Access('GRADUATION')
  incomes(@Root() { id }: PenaRow, @Ctx() context: SubgraphContext): Promise<IncomeRow[]> {
    return findIncomes(context, id);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the latest months in a row, as many as the rule asks, each reach the minimum wage (siap graduasi).',
  })
  @Access('GRADUATION')
  async isGraduationReady(@Root() { id }: PenaRow, @Ctx() context: SubgraphContext): Promise<boolean> {
    return (await findReadiness(context, id)).isReady;
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: 'The latest months in a row at the minimum wage, latest first; no more than the rule asks.',
  })
  @Access('GRADUATION')
  async readyMonths(@Root() { id }: PenaRow, @Ctx() context: SubgraphContext): Promise<readonly string[]> {
    return (await findReadiness(context, id)).months;
  }
}

@Resolver(() => PenaIncome)
export class PenaIncomeResolver {
  @FieldResolver(() => Boolean, { nullable: true })
  @Access('GRADUATION')
  reachesMinimumWage(@Root() income: IncomeRow): boolean {
    return reachesWage(income);
  }
}

@Resolver(() => Family)
export class FamilyPenaResolver {
  @FieldResolver(() => [PenaCase], { nullable: true, description: 'PENA cases of the family.' })
  @Access('ENROLMENT')
  penaCases(
    @Root() family: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PenaRow[]> {
    return findPenaCasesOf(context, family.id, info);
  }
}

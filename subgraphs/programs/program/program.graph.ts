import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { CombinationRow, EligibilityRow, ProgramRow } from './program';
import {
  findCombinations,
  findEligibilityRules,
  findLimits,
  findProgram,
  findProgramByName,
  findRates,
  readPrograms,
} from './program.loader';
import { inForce } from './rate';
import type { Dated, LimitRow, RateRow } from './rate';
import { EligibilityRule, ProgramCombination, ProgramLimit, ProgramRate } from './rule.graph';
import { AidUnitEnum, ConfidenceEnum, PeriodKindEnum } from './vocabulary.graph';

@Key('code')
@GraphType('Program', 'A program of the ministry (program bantuan atau pemberdayaan).')
export class Program {
  @Field(() => ID, { description: 'For instance PKH, SEMBAKO, PROKUS, KUBE, PENA.' })
  @Access('REFERENCE')
  code!: string;

  @Field(() => String, { description: 'Official name, Indonesian (nama program).' })
  @Access('REFERENCE')
  name!: string;

  @Field(() => String)
  @Access('REFERENCE')
  englishName!: string;

  @Field(() => [String], { description: 'Other codes it goes by; `program(code:)` takes them too.' })
  @Access('REFERENCE')
  aliases!: string[];

  @Field(() => AidUnitEnum)
  @Access('REFERENCE')
  unit!: string;

  @Field(() => PeriodKindEnum, { nullable: true, description: 'null: not paid by time.' })
  @Access('REFERENCE')
  periodKind?: string;

  @Field(() => String, { nullable: true, description: 'Regulation it rests on (dasar hukum).' })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  confidence!: string;

  @Field(() => String, { nullable: true })
  @Access('REFERENCE')
  note?: string;
}

const ON = 'Only what is in force on this day; past and future rows too if left out.';

/** The rows of a day, or all. GraphQLDate gives a Date at midnight UTC. */
async function onDay<Row extends Dated>(rows: Promise<Row[]>, day: Date | undefined): Promise<Row[]> {
  return day ? inForce(await rows, day.toISOString().slice(0, 10)) : rows;
}

@Resolver(() => Program)
export class ProgramResolver {
  @Query(() => [Program], { description: 'The catalogue (katalog program), in order of codes.' })
  @Access('REFERENCE')
  programs(@Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo): Promise<ProgramRow[]> {
    return readPrograms(context, requestedFields(info));
  }

  @Query(() => Program, { nullable: true, description: 'One program by its code or an alias.' })
  @Access('REFERENCE')
  program(
    @Arg('code', () => ID) code: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProgramRow | undefined> {
    return findProgramByName(context, code, requestedFields(info));
  }

  @FieldResolver(() => [ProgramRate], { description: 'Amounts, newest first.' })
  @Access('REFERENCE')
  rates(
    @Root() program: ProgramRow,
    @Arg('on', () => GraphQLDate, { nullable: true, description: ON }) on: Date | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<RateRow[]> {
    return onDay(findRates(context, program.code), on);
  }

  @FieldResolver(() => [ProgramLimit], { description: 'Caps for one family, newest first.' })
  @Access('REFERENCE')
  limits(
    @Root() program: ProgramRow,
    @Arg('on', () => GraphQLDate, { nullable: true, description: ON }) on: Date | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<LimitRow[]> {
    return onDay(findLimits(context, program.code), on);
  }

  @FieldResolver(() => [EligibilityRule], {
    description: 'Desil limits, newest first; none: the program has no such rule.',
  })
  @Access('REFERENCE')
  eligibilityRules(
    @Root() program: ProgramRow,
    @Arg('on', () => GraphQLDate, { nullable: true, description: ON }) on: Date | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<EligibilityRow[]> {
    return onDay(findEligibilityRules(context, program.code), on);
  }

  @FieldResolver(() => [ProgramCombination], {
    description: 'Other programs of which it is known whether they go together.',
  })
  @Access('REFERENCE')
  combinations(
    @Root() program: ProgramRow,
    @Arg('on', () => GraphQLDate, { nullable: true, description: ON }) on: Date | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<CombinationRow[]> {
    return onDay(findCombinations(context, program.code), on);
  }
}

@Resolver(() => ProgramCombination)
export class ProgramCombinationResolver {
  @FieldResolver(() => String, { description: 'Code of the rule: the two programs, as PENA+PROKUS.' })
  @Access('REFERENCE')
  code(@Root() { programCode, otherCode }: CombinationRow): string {
    return `${programCode}+${otherCode}`;
  }

  @FieldResolver(() => Program)
  @Access('REFERENCE')
  program(@Root() combination: CombinationRow, @Ctx() context: SubgraphContext): Promise<ProgramRow | undefined> {
    return findProgram(context, combination.otherCode);
  }
}

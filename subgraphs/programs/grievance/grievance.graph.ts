import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { narrowed } from '../../../shared/database';
import { allowedEvents } from '../../../shared/machine';
import { Access, GraphType, Key, connectionOf, findHistoryOf, listConnection } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Family } from '../family-ref/family-ref.graph';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import { ConfidenceEnum } from '../program/vocabulary.graph';
import { GRIEVANCE_MACHINE } from './grievance';
import type { DeadlineRow, GrievanceEvent, GrievanceRow } from './grievance';
import {
  FindingEnum,
  GRIEVANCE_WORDS,
  GrievanceCategoryEnum,
  GrievanceKindEnum,
  GrievanceListArgs,
} from './grievance-args.graph';
import { GRIEVANCE_LIST, IS_OVERDUE, findDeadlines, findGrievance, findGrievancesOfFamily } from './grievance.loader';

@Key('id')
@GraphType('Grievance', 'A correction a family asks for (usul, sanggah, perbaikan), or its complaint (pengaduan).')
export class Grievance {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => GrievanceKindEnum, { nullable: true })
  @Access('GRIEVANCE')
  kind?: string;

  @Field(() => GrievanceCategoryEnum, { nullable: true })
  @Access('GRIEVANCE')
  category?: string;

  @Field(() => GRIEVANCE_WORDS.Status, { nullable: true })
  @Access('GRIEVANCE')
  status?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Goes up with every step; a step names the one it looked at.',
  })
  @Access('GRIEVANCE')
  version?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Role of whoever submitted it: the family, or an officer for it.',
  })
  @Access('GRIEVANCE')
  submittedByRole?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('GRIEVANCE')
  submittedAt?: Date;

  @Field(() => String, { nullable: true, description: 'Account of the officer who looks after it.' })
  @Access('GRIEVANCE')
  assignedTo?: string;

  @Field(() => FindingEnum, { nullable: true, description: 'Verval desa.' })
  @Access('GRIEVANCE')
  villageFinding?: string;

  @Field(() => FindingEnum, { nullable: true, description: 'Verval Dinsos.' })
  @Access('GRIEVANCE')
  dinsosFinding?: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Last day on which the next step is in time; null once it is decided or withdrawn.',
  })
  @Access('GRIEVANCE')
  dueOn?: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether that day is over.' })
  @Access('GRIEVANCE')
  isOverdue?: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was rejected, one of the codes of the step.' })
  @Access('GRIEVANCE')
  decisionReason?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Snapshot of the registry in which an accepted correction takes effect; a complaint has none.',
  })
  @Access('GRIEVANCE')
  effectiveSnapshot?: string;
}

const LEGAL_REF = 'Regulation it rests on (dasar hukum), where a source names one.';

@GraphType('GrievanceDeadline', 'How long a grievance may stay in a state, with the days that holds.')
export class GrievanceDeadline {
  @Field(() => GrievanceKindEnum)
  @Access('REFERENCE')
  kind!: string;

  @Field(() => GRIEVANCE_WORDS.Status)
  @Access('REFERENCE')
  status!: string;

  @Field(() => Int, { description: 'Days of the calendar.' })
  @Access('REFERENCE')
  days!: number;

  @Field(() => GraphQLDate)
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { nullable: true, description: LEGAL_REF })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  confidence!: string;

  @Field(() => String, { nullable: true, description: 'What is unsure about it, or where it comes from.' })
  @Access('REFERENCE')
  note?: string;
}

const GrievanceConnection = connectionOf('Grievance', () => Grievance);

@Resolver(() => Grievance)
export class GrievanceResolver {
  @Query(() => Grievance, { nullable: true, description: 'One grievance by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  grievance(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GrievanceRow | undefined> {
    return findGrievance(context, id, info);
  }

  @Query(() => GrievanceConnection, { description: 'Grievances you may see.' })
  @Access('STRUCTURE')
  grievances(
    @Args(() => GrievanceListArgs) { isOverdue, ...args }: GrievanceListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<GrievanceRow>> {
    const all = context.scope('Grievance');
    const scope = isOverdue === undefined ? all : narrowed(all, () => (isOverdue ? IS_OVERDUE : `NOT ${IS_OVERDUE}`));
    return listConnection(context, GRIEVANCE_LIST, scope, { ...args, filter: { ...args.filter } }, info);
  }

  @Query(() => [GrievanceDeadline], { description: 'How long a grievance may stay in which state.' })
  @Access('STRUCTURE')
  grievanceDeadlines(@Ctx() context: SubgraphContext): Promise<DeadlineRow[]> {
    return findDeadlines(context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What it says.' })
  @Access('GRIEVANCE')
  text(@Root() { textSealed }: GrievanceRow, @Ctx() context: SubgraphContext): string {
    return context.tools.cipher.open(textSealed);
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(@Root() { familyId }: GrievanceRow): { id: string } {
    return { id: familyId };
  }

  @FieldResolver(() => Program, { nullable: true, description: 'What a complaint is about.' })
  @Access('GRIEVANCE')
  program(
    @Root() { programCode }: GrievanceRow,
    @Ctx() context: SubgraphContext,
  ): Promise<ProgramRow | undefined> | undefined {
    return programCode === null ? undefined : findProgram(context, programCode);
  }

  @FieldResolver(() => [GRIEVANCE_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('GRIEVANCE')
  allowedEvents(@Root() { status }: GrievanceRow, @Ctx() { viewer }: SubgraphContext): GrievanceEvent[] {
    return allowedEvents(GRIEVANCE_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [GRIEVANCE_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('GRIEVANCE')
  history(@Root() { id, familyId }: GrievanceRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, GRIEVANCE_MACHINE, id, { familyId });
  }
}

@Resolver(() => Family)
export class FamilyGrievancesResolver {
  @FieldResolver(() => [Grievance], { nullable: true, description: 'Its grievances you may see, newest first.' })
  // Which of them a pendamping has is said by each grievance: to whom it was assigned.
  @Access('PSEUDONYM')
  grievances(
    @Root() { id }: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GrievanceRow[]> {
    return findGrievancesOfFamily(context, id, info);
  }
}

import { GraphQLDate, GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import type { StageRunRow } from './stage-run';
import { StageRunListArgs } from './stage-run-args.graph';
import { STAGE_RUN_LIST, findStageRun } from './stage-run.loader';

@GraphType(
  'StageRun',
  'A run of the payments of a program for a period (proses penyaluran tahap): each enrolment of the program is counted once.',
)
export class StageRun {
  @Field(() => ID)
  @Access('STRUCTURE')
  id!: string;

  @Field(() => String, { nullable: true, description: '2026-T1: a stage; 2026-07: a month.' })
  @Access('ENROLMENT')
  period?: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'The day that decides (tanggal batas): the first of the period.',
  })
  @Access('ENROLMENT')
  cutOff?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('ENROLMENT')
  at?: Date;

  @Field(() => Int, { nullable: true, description: 'Planned now, for the first time or again.' })
  @Access('ENROLMENT')
  added?: number;

  @Field(() => Int, { nullable: true, description: 'More is due than was planned.' })
  @Access('ENROLMENT')
  raised?: number;

  @Field(() => Int, { nullable: true, description: 'Less is due than was planned.' })
  @Access('ENROLMENT')
  lowered?: number;

  @Field(() => Int, { nullable: true, description: 'What was planned is still due.' })
  @Access('ENROLMENT')
  unchanged?: number;

  @Field(() => Int, { nullable: true, description: 'Ordered before: no run touches them.' })
  @Access('ENROLMENT')
  settled?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Taken out of the plan; counted among those of whom nothing is due.',
  })
  @Access('ENROLMENT')
  withdrawn?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Nothing is due: aid rests, or rested on the first day (ditangguhkan).',
  })
  @Access('ENROLMENT')
  suspended?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Nothing is due: nobody carries a paid component (tidak ada komponen).',
  })
  @Access('ENROLMENT')
  noComponent?: number;

  @Field(() => Int, { nullable: true, description: 'Nothing is due: not in the program on the first day.' })
  @Access('ENROLMENT')
  notActive?: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah planned after the run.' })
  @Access('ENROLMENT')
  total?: number;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Whole rupiah planned more than before it; less if negative.',
  })
  @Access('ENROLMENT')
  difference?: number;
}

const StageRunConnection = connectionOf('StageRun', () => StageRun);

@Resolver(() => StageRun)
export class StageRunResolver {
  @Query(() => StageRun, { nullable: true, description: 'One run by id; null also for one you may not see.' })
  @Access('STRUCTURE', { roles: ['PROGRAM_MANAGER'] })
  stageRun(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StageRunRow | undefined> {
    return findStageRun(context, id, info);
  }

  @Query(() => StageRunConnection, { description: 'Runs of your programs.' })
  @Access('STRUCTURE', { roles: ['PROGRAM_MANAGER'] })
  stageRuns(
    @Args(() => StageRunListArgs) args: StageRunListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<StageRunRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, STAGE_RUN_LIST, context.scope('StageRun'), request, info);
  }

  @FieldResolver(() => Program, { nullable: true })
  @Access('ENROLMENT')
  program(@Root() run: StageRunRow, @Ctx() context: SubgraphContext): Promise<ProgramRow | undefined> {
    return findProgram(context, run.programCode);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Role of whoever asked; SYSTEM for the command.' })
  @Access('ENROLMENT')
  byRole(@Root() run: StageRunRow): string {
    return run.actorRole;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Account of whoever asked.' })
  @Access('AUDIT')
  account(@Root() run: StageRunRow): string {
    return run.actor;
  }
}

import { GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, Info, Int, Mutation, Resolver } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { findPeriod } from '../pkh/period';
import { advancePayments } from './advance';
import type { Advanced } from './advance';
import { planPayments } from './plan';
import { overProgram, requireOwn } from './send';
import type { StageRunRow } from './stage-run';
import { AdvanceStageInput, RunStageInput } from './stage-run-args.graph';
import { StageRun } from './stage-run.graph';
import { findProgramOfRun, findStageRun } from './stage-run.loader';

@GraphType('StageAdvance', 'How many payments of a run moved.')
export class StageAdvance {
  @Field(() => Int, { nullable: true })
  @Access('ENROLMENT')
  payments?: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah.' })
  @Access('ENROLMENT')
  amount?: number;
}

const MANAGER = ['PROGRAM_MANAGER'] as const;

/** What a program manager does with all payments of a program and period. */
@Resolver()
export class StageRunWritesResolver {
  @Mutation(() => StageRun, {
    nullable: true,
    description:
      'Plans the payments of a period. Running it again adjusts what is still planned and never doubles; the answer counts what changed.',
  })
  @Access('STRUCTURE', { roles: MANAGER })
  async runStage(
    @Arg('input', () => RunStageInput) input: RunStageInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StageRunRow | undefined> {
    const { program, period: name, clientKey } = input;
    const period = findPeriod(name);
    if (!period) throw new CodedError('BAD_USER_INPUT', { reason: 'a period looks like 2026-T3 or 2026-07' });
    requireOwn(context, program, 'program');
    const asked = { runStage: { program, period: name } };
    const { id } = await overProgram(context, clientKey, asked, async (send) => {
      const { subject, role } = context.viewer;
      const run = await planPayments(send, { programCode: program, period, actor: subject, actorRole: role });
      return { id: run.id };
    });
    return findStageRun(context, id, info);
  }

  @Mutation(() => StageAdvance, {
    nullable: true,
    description:
      'Moves the payments of a run on that can go to a state; those in other states stay. Reasons as for one payment.',
  })
  @Access('STRUCTURE', { roles: MANAGER })
  async advanceStage(
    @Arg('input', () => AdvanceStageInput) input: AdvanceStageInput,
    @Ctx() context: SubgraphContext,
  ): Promise<Advanced> {
    const { run, to, reason = null, clientKey } = input;
    const programCode = await findProgramOfRun(context, run);
    requireOwn(context, programCode, 'stage run');
    return overProgram(context, clientKey, { advanceStage: { run, to, reason } }, (send) =>
      advancePayments(send, { run, to, reason, actor: context.viewer.subject, actorRole: 'PROGRAM_MANAGER' }),
    );
  }
}

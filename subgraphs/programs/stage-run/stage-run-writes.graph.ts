import { GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, Info, Int, Mutation, Resolver } from 'type-graphql';
import { asSystem, onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { findPeriod } from '../pkh/period';
import { advancePayments } from './advance';
import type { Advanced } from './advance';
import { planPayments } from './plan';
import type { Send } from './plan';
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

/**
 * What a program manager does with all payments of a program and period. That the program is the manager's own is checked first;
 * then the statement runs as the platform: row policies asked of a hundred thousand rows would cost more than the run.
 */
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
    const { id } = await once(context, clientKey, asked, async (send, { subject, role }) => {
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
    return once(context, clientKey, { advanceStage: { run, to, reason } }, (send, { subject }) =>
      advancePayments(send, { run, to, reason, actor: subject, actorRole: 'PROGRAM_MANAGER' }),
    );
  }
}

/** @throws CodedError NOT_FOUND: what is another manager's looks like what is not there */
function requireOwn({ viewer }: SubgraphContext, programCode: string | undefined, what: string): void {
  if (programCode === undefined || !viewer.programCodes.includes(programCode))
    throw new CodedError('NOT_FOUND', { what });
}

function once<Answer>(
  context: SubgraphContext,
  key: string,
  input: Readonly<Record<string, unknown>>,
  work: (send: Send, viewer: SubgraphContext['viewer']) => Promise<Answer>,
): Promise<Answer> {
  const { viewer } = context;
  return context.write((manager) =>
    onceForKey(manager, { subject: viewer.subject, key, input }, () =>
      asSystem(manager, viewer, () => work(sendBy(manager), viewer)),
    ),
  );
}

function sendBy(manager: WriteManager): Send {
  return (text, values) => manager.query(text, values === undefined ? undefined : [...values]);
}

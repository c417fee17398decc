import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { onceForKey } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { Person } from '../person-ref/person-ref.graph';
import { findPeriod } from '../pkh/period';
import { overProgram, requireOwn } from '../stage-run/send';
import { CONDITIONS } from './compliance';
import type { ComplianceRow, Condition } from './compliance';
import { findCompliance, findRecord } from './compliance.loader';
import { recordCompliance } from './record';
import { suspendNonCompliant } from './suspend';

const words = Object.fromEntries(Object.entries(CONDITIONS).map(([name, { words: text }]) => [name, text]));
const ConditionEnum = enumOf(
  'ComplianceCondition',
  'What a family commits itself to (komitmen).',
  words as Record<Condition, string>,
);

@GraphType('ComplianceRecord', 'How a person kept a condition of the program in a month (verifikasi komitmen).')
export class ComplianceRecord {
  @Field(() => ConditionEnum, { nullable: true })
  @Access('ENROLMENT')
  condition?: Condition;

  @Field(() => String, { nullable: true, description: 'As 2026-03.' })
  @Access('ENROLMENT')
  month?: string;

  @Field(() => Int, { nullable: true, description: 'Days present, visits kept, sessions attended.' })
  @Access('ENROLMENT')
  done?: number;

  @Field(() => Int, { nullable: true, description: 'Of how many.' })
  @Access('ENROLMENT')
  due?: number;

  @Field(() => Boolean, { nullable: true, description: 'By the rule of the month; null where none was in force.' })
  @Access('ENROLMENT')
  isMet?: boolean;

  @Field(() => Int, { nullable: true, description: 'Goes up with every correction.' })
  @Access('ENROLMENT')
  version?: number;
}

@GraphType('ComplianceCheck', 'What a check of the conditions did.')
export class ComplianceCheck {
  @Field(() => Int, { nullable: true, description: 'Families whose aid rests from now on.' })
  @Access('ENROLMENT')
  suspended?: number;
}

@InputType({ description: 'How a person kept a condition in a month; again for the same month corrects it.' })
class RecordComplianceInput {
  @Field(() => ID)
  enrolmentId!: string;

  @Field(() => ID)
  personId!: string;

  @Field(() => ConditionEnum)
  condition!: Condition;

  @Field(() => String, { description: 'As 2026-03.' })
  month!: string;

  @Field(() => Int)
  done!: number;

  @Field(() => Int)
  due!: number;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType({ description: 'Of which program the conditions are checked, and until which month.' })
class CheckComplianceInput {
  @Field(() => ID, { defaultValue: 'PKH' })
  program!: string;

  @Field(() => String, { description: 'The last month looked at, as 2026-03.' })
  month!: string;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@Resolver(() => ComplianceRecord)
export class ComplianceResolver {
  @FieldResolver(() => Person, { nullable: true })
  @Access('PSEUDONYM')
  person(@Root() record: ComplianceRow): { id: string } {
    return { id: record.personId };
  }

  @Mutation(() => ComplianceRecord, {
    nullable: true,
    description:
      'Records how a person kept a condition: whoever carries a component of it, the pengurus for the session.',
  })
  @Access('STRUCTURE', { roles: ['PENDAMPING'] })
  async recordCompliance(
    @Arg('input', () => RecordComplianceInput) { clientKey: key, ...given }: RecordComplianceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ComplianceRow | undefined> {
    const { subject } = context.viewer;
    const asking = { subject, scope: context.scope('Enrolment') };
    const input = { recordCompliance: { ...given } };
    const { id } = await context.write((manager) =>
      onceForKey(manager, { subject, key, input }, () => recordCompliance(manager, asking, given)),
    );
    return findRecord(context, id);
  }

  @Mutation(() => ComplianceCheck, {
    nullable: true,
    description:
      'Lets aid rest of every family in which a condition was missed in as many months in a row as its rule names.',
  })
  @Access('STRUCTURE', { roles: ['PROGRAM_MANAGER'] })
  async checkCompliance(
    @Arg('input', () => CheckComplianceInput) { program, month, clientKey }: CheckComplianceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ suspended: number }> {
    if (findPeriod(month)?.kind !== 'MONTH') {
      throw new CodedError('BAD_USER_INPUT', { reason: 'a month looks like 2026-03' });
    }
    requireOwn(context, program, 'program');
    return overProgram(context, clientKey, { checkCompliance: { program, month } }, async (send) => ({
      suspended: await suspendNonCompliant(send, program, month),
    }));
  }
}

@Resolver(() => Enrolment)
export class EnrolmentComplianceResolver {
  @FieldResolver(() => [ComplianceRecord], {
    nullable: true,
    description: 'How the conditions were kept, by month; health visits take the right to read health.',
  })
  @Access('ENROLMENT')
  compliance(
    @Root() enrolment: EnrolmentRow,
    @Arg('period', () => String, { nullable: true, description: '2026-T3 or 2026-07; all months if left out.' })
    name: string | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<ComplianceRow[]> {
    const period = name === undefined ? undefined : findPeriod(name);
    if (name !== undefined && !period) {
      throw new CodedError('BAD_USER_INPUT', { reason: 'a period looks like 2026-T3 or 2026-07' });
    }
    return findCompliance(context, enrolment.id, period);
  }
}

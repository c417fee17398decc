import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType, Key, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { PkhParticipation } from '../component/component.graph';
import type { ComponentRow } from '../component/component';
import { findComponents } from '../component/component.loader';
import { Family } from '../family-ref/family-ref.graph';
import { PaymentConnection } from '../payment/payment.graph';
import type { PaymentRow } from '../payment/payment';
import { paymentConnection } from '../payment/payment-page';
import { Person } from '../person-ref/person-ref.graph';
import { findPeriod, periodOn, today } from '../pkh/period';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import { dciStatus } from './enrolment';
import type { EnrolmentRow } from './enrolment';
import { ENROLMENT_LIST, findEnrolment } from './enrolment.loader';
import { EnrolmentListArgs, EnrolmentStatusEnum, NestedPageArgs, StatusReasonEnum } from './enrolment-args.graph';
import { findEntitlement, findPeriodKind } from './entitlement.loader';

@Key('id')
@GraphType('Enrolment', 'Participation of a family in a program (kepesertaan).')
export class Enrolment {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => EnrolmentStatusEnum, { nullable: true })
  @Access('ENROLMENT')
  status?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Tanggal mulai.' })
  @Access('ENROLMENT')
  startedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day (tanggal selesai); null while it goes on.' })
  @Access('ENROLMENT')
  endedOn?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The enrolment the family had graduated from before it came back with this one (kambuh).',
  })
  @Access('PSEUDONYM')
  relapseOf?: string;
}

const EnrolmentConnection = connectionOf('Enrolment', () => Enrolment);

@Resolver(() => Enrolment)
export class EnrolmentResolver {
  @Query(() => Enrolment, { nullable: true, description: 'One enrolment by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  enrolment(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow | undefined> {
    return findEnrolment(context, id, info);
  }

  @Query(() => EnrolmentConnection, { description: 'Enrolments you may see.' })
  @Access('STRUCTURE')
  enrolments(
    @Args(() => EnrolmentListArgs) args: EnrolmentListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EnrolmentRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, ENROLMENT_LIST, context.scope('Enrolment'), request, info);
  }

  @FieldResolver(() => Program, { nullable: true })
  @Access('ENROLMENT')
  program(@Root() enrolment: EnrolmentRow, @Ctx() context: SubgraphContext): Promise<ProgramRow | undefined> {
    return findProgram(context, enrolment.programCode);
  }

  @FieldResolver(() => StatusReasonEnum, { nullable: true, description: 'Why it is SUSPENDED or INACTIVE (alasan).' })
  @Access('ENROLMENT')
  statusReason(@Root() enrolment: EnrolmentRow): string | null {
    return enrolment.reason;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'DCI code: 1 active, 2 deceased, 3 graduated, 4 suspended; null where DCI has none.',
  })
  @Access('ENROLMENT')
  dciStatus(@Root() enrolment: EnrolmentRow): number | undefined {
    return dciStatus(enrolment.status, enrolment.reason);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Number of the KKS card.' })
  @Access('ACCOUNT')
  cardNumber(@Root() enrolment: EnrolmentRow, @Ctx() context: SubgraphContext): string | undefined {
    return enrolment.cardSealed === null ? undefined : context.tools.cipher.open(enrolment.cardSealed);
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(@Root() enrolment: EnrolmentRow): { id: string } {
    return { id: enrolment.familyId };
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Pengurus: who receives for the family.' })
  @Access('PSEUDONYM')
  manager(@Root() enrolment: EnrolmentRow): { id: string } {
    return { id: enrolment.managerId };
  }

  @FieldResolver(() => [PkhParticipation], {
    nullable: true,
    description:
      'PKH components you may see, oldest first: one that tells of pregnancy takes the right to read health.',
  })
  @Access('ENROLMENT')
  components(
    @Root() enrolment: EnrolmentRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ComponentRow[]> {
    return findComponents(context, enrolment.id, info);
  }

  @FieldResolver(() => PaymentConnection, { nullable: true, description: 'Payments, latest period first.' })
  @Access('ENROLMENT')
  payments(
    @Root() enrolment: EnrolmentRow,
    @Args(() => NestedPageArgs) page: NestedPageArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PaymentRow>> {
    return paymentConnection(context, enrolment.id, page, info);
  }

  @FieldResolver(() => GraphQLSafeInt, {
    nullable: true,
    description:
      'Whole rupiah the family is entitled to for a period by the rates, limits and components in force on its first day; ' +
      'a suspension does not change it. null where the program does not pay by such periods or no rate is known.',
  })
  @Access('ENROLMENT')
  async stageAmount(
    @Root() enrolment: EnrolmentRow,
    @Arg('period', () => String, {
      nullable: true,
      description: '2026-T3 for a stage, 2026-07 for a month; the current one if left out.',
    })
    name: string | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<number | null | undefined> {
    const asked = name === undefined ? undefined : getPeriod(name);
    const kind = await findPeriodKind(context, enrolment.programCode);
    const period = asked ?? (kind && periodOn(today(), kind));
    return period && period.kind === kind ? findEntitlement(context, enrolment.id, period) : undefined;
  }
}

function getPeriod(name: string) {
  const period = findPeriod(name);
  if (!period) throw new CodedError('BAD_USER_INPUT', { reason: 'a period looks like 2026-T3 or 2026-07' });
  return period;
}

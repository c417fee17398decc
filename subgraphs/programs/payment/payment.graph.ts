import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Int, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, connectionOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { findEnrolment } from '../enrolment/enrolment.loader';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import { dciPaymentStatus } from './payment';
import type { PaymentRow } from './payment';
import type { AidRow } from './payment.loader';
import { DisburserEnum, PAYMENT_WORDS, PaymentReasonEnum } from './payment-words.graph';

@Key('id')
@GraphType('Payment', 'A payment of an enrolment (penyaluran bantuan).')
export class Payment {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => String, { nullable: true, description: '2026-T3: a stage (tahap) of PKH; 2026-07: a month of Sembako.' })
  @Access('ENROLMENT')
  period?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah (nominal).' })
  @Access('ENROLMENT')
  amount?: number;

  @Field(() => PAYMENT_WORDS.Status, { nullable: true })
  @Access('ENROLMENT')
  status?: string;

  @Field(() => PaymentReasonEnum, { nullable: true, description: 'For FAILED, RETURNED and CANCELLED.' })
  @Access('ENROLMENT')
  reason?: string;

  @Field(() => DisburserEnum, { nullable: true })
  @Access('ENROLMENT')
  disburser?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the status.' })
  @Access('ENROLMENT')
  statusOn?: string;
}

export const PaymentConnection = connectionOf('Payment', () => Payment);

@Resolver(() => Payment)
export class PaymentResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'DCI code: 1 success, 2 not; null while under way or never ordered.',
  })
  @Access('ENROLMENT')
  dciStatus(@Root() payment: PaymentRow): number | undefined {
    return dciPaymentStatus(payment.status);
  }

  @FieldResolver(() => Enrolment, { nullable: true })
  @Access('ENROLMENT')
  enrolment(
    @Root() payment: PaymentRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow | undefined> {
    return findEnrolment(context, payment.enrolmentId, info);
  }
}

@GraphType('ProgramAid', 'What a family got of one program in a year (jumlah bantuan).')
export class ProgramAid {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah in the account or withdrawn.' })
  @Access('ENROLMENT')
  received?: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah planned or under way.' })
  @Access('ENROLMENT')
  pending?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Payments of the year, failed and returned ones too, cancelled ones not.',
  })
  @Access('ENROLMENT')
  paymentCount?: number;
}

@Resolver(() => ProgramAid)
export class ProgramAidResolver {
  @FieldResolver(() => Program, { nullable: true })
  @Access('ENROLMENT')
  program(@Root() aid: AidRow, @Ctx() context: SubgraphContext): Promise<ProgramRow | undefined> {
    return findProgram(context, aid.programCode);
  }
}

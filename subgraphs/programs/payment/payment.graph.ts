import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Int, Resolver, Root, registerEnumType } from 'type-graphql';
import { Access, GraphType, Key, connectionOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { findEnrolment } from '../enrolment/enrolment.loader';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import { enumOf } from '../program/vocabulary.graph';
import { DISBURSERS, PAYMENT_REASONS, PAYMENT_STATUSES, dciPaymentStatus } from './payment';
import type { PaymentRow } from './payment';
import type { AidRow } from './payment.loader';

const PaymentStatusEnum = enumOf(PAYMENT_STATUSES);
const PaymentReasonEnum = enumOf(PAYMENT_REASONS);
const DisburserEnum = enumOf(DISBURSERS);
registerEnumType(PaymentStatusEnum, {
  name: 'PaymentStatus',
  description: 'Where a payment is (status penyaluran).',
  valuesConfig: {
    PLANNED: { description: 'Direncanakan.' },
    SP2D: { description: 'The treasury has ordered it. Surat perintah pencairan dana terbit.' },
    SENT: { description: 'Sent to bank or post. Dikirim ke penyalur.' },
    CREDITED: { description: 'In the account of the family. Masuk rekening.' },
    WITHDRAWN: { description: 'Taken by the family. Ditarik.' },
    FAILED: { description: 'Gagal salur.' },
    RETURNED: { description: 'Unused, back to the state. Kembali ke kas negara.' },
  },
});
registerEnumType(PaymentReasonEnum, {
  name: 'PaymentReason',
  description: 'Why a payment failed or came back (alasan gagal salur).',
});
registerEnumType(DisburserEnum, { name: 'Disburser', description: 'Bank or post that pays (penyalur).' });

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

  @Field(() => PaymentStatusEnum, { nullable: true })
  @Access('ENROLMENT')
  status?: string;

  @Field(() => PaymentReasonEnum, { nullable: true, description: 'For FAILED and RETURNED.' })
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
  @FieldResolver(() => Int, { nullable: true, description: 'DCI code: 1 success, 2 not; null while under way.' })
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

  @Field(() => Int, { nullable: true, description: 'Payments of the year, failed and returned ones too.' })
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

import { registerEnumType } from 'type-graphql';
import { machineWords } from '../../../shared/subgraph';
import { enumOf } from '../program/vocabulary.graph';
import { DISBURSERS, PAYMENT_MACHINE, PAYMENT_REASONS, UNPAID_REASONS } from './payment';
import type { UnpaidReason } from './payment';

/** The words of a payment's machine: states, events and the entries of its history. */
export const PAYMENT_WORDS = machineWords(PAYMENT_MACHINE, 'Payment', 'ENROLMENT');

export const PaymentReasonEnum = enumOf([...PAYMENT_REASONS, ...(Object.keys(UNPAID_REASONS) as UnpaidReason[])]);
registerEnumType(PaymentReasonEnum, {
  name: 'PaymentReason',
  description: 'Why a payment failed or came back (alasan gagal salur), or was taken out of the plan.',
  valuesConfig: Object.fromEntries(
    Object.entries(UNPAID_REASONS).map(([reason, description]) => [reason, { description }]),
  ),
});

export const DisburserEnum = enumOf(DISBURSERS);
registerEnumType(DisburserEnum, { name: 'Disburser', description: 'Bank or post that pays (penyalur).' });

import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { allowedEvents, TODAY } from '../../../shared/machine';
import type { LockedRecord, Records } from '../../../shared/machine';
import type { WriteManager } from '../../../shared/database';
import { Access, ReasonedStepInput, StepInput, findHistoryOf, moves, stepsOf } from '../../../shared/subgraph';
import type { HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { FACTS } from '../fact';
import { PAYMENT_MACHINE } from './payment';
import type { PaymentEvent, PaymentRow, PaymentStatus } from './payment';
import { Payment } from './payment.graph';
import { PAYMENTS, findPayment } from './payment.loader';
import { PAYMENT_WORDS } from './payment-words.graph';

const records: Records<PaymentStatus, PaymentEvent> = {
  machine: PAYMENT_MACHINE,
  table: 'payment',
  from: PAYMENTS,
  alias: 'p',
  fact: FACTS.payment,
};

type LockedPayment = LockedRecord<PaymentStatus>;

/** Its state is that of today. */
async function dated(manager: WriteManager, { id }: LockedPayment): Promise<undefined> {
  await manager.query(`UPDATE payment SET status_on = ${TODAY} WHERE id = $1::uuid`, [id]);
}

/** Its state is that of today, for a reason. */
async function explained(
  manager: WriteManager,
  payment: LockedPayment,
  { input }: { readonly input: ReasonedStepInput },
): Promise<undefined> {
  await dated(manager, payment);
  await manager.query('UPDATE payment SET reason = $2 WHERE id = $1::uuid', [payment.id, input.reason]);
}

/** What a program manager does with one payment; the plan is the work of stage runs. */
export const PaymentStepsResolver = stepsOf<PaymentStatus, PaymentEvent>({
  records,
  type: 'Payment',
  graphType: () => Payment,
  find: findPayment,
  mutations: {
    PLAN: 'RULE',
    ADJUST: 'RULE',
    CANCEL: 'RULE',
    REPLAN: 'RULE',
    ORDER: moves('orderPayment', StepInput, dated),
    SEND: moves('sendPayment', StepInput, dated),
    CREDIT: moves('creditPayment', StepInput, dated),
    WITHDRAW: moves('withdrawPayment', StepInput, dated),
    FAIL: moves('failPayment', ReasonedStepInput, explained),
    RETURN: moves('returnPayment', ReasonedStepInput, explained),
  },
});

@Resolver(() => Payment)
export class PaymentHistoryResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Goes up with every step; a step names the one it looked at.',
  })
  @Access('ENROLMENT')
  version(@Root() payment: PaymentRow): number {
    return payment.version;
  }

  @FieldResolver(() => [PAYMENT_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('ENROLMENT')
  allowedEvents(@Root() payment: PaymentRow, @Ctx() { viewer }: SubgraphContext): PaymentEvent[] {
    return allowedEvents(PAYMENT_MACHINE, payment.status, viewer.role);
  }

  @FieldResolver(() => [PAYMENT_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('ENROLMENT')
  history(@Root() { id, familyId }: PaymentRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, PAYMENT_MACHINE, id, { familyId });
  }
}

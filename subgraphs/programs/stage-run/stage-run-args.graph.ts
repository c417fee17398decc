import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { IDFilter, PageArgs, SortDirection, StringFilter } from '../../../shared/subgraph';
import { PAYMENT_WORDS } from '../payment/payment-words.graph';
import type { PaymentStatus } from '../payment/payment';

@InputType({ description: 'Which payments to plan.' })
export class RunStageInput {
  @Field(() => ID, { defaultValue: 'PKH' })
  program!: string;

  @Field(() => String, { description: '2026-T1 for a stage of PKH, 2026-07 for a month of Sembako.' })
  period!: string;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType({ description: 'Where to move the payments of a run.' })
export class AdvanceStageInput {
  @Field(() => ID, { description: 'A run; its program and period say which payments.' })
  run!: string;

  @Field(() => PAYMENT_WORDS.Status)
  to!: PaymentStatus;

  @Field(() => String, { nullable: true, description: 'One of the reasons of a payment, where the state takes one.' })
  reason?: string | null;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType()
class StageRunFilter {
  @Field(() => IDFilter, { nullable: true })
  programCode?: IDFilter;

  @Field(() => StringFilter, { nullable: true })
  period?: StringFilter;
}

const StageRunSort = { AT: 'AT', PERIOD: 'PERIOD' } as const;
registerEnumType(StageRunSort, { name: 'StageRunSort' });

@InputType()
class StageRunOrder {
  @Field(() => StageRunSort)
  field!: keyof typeof StageRunSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class StageRunListArgs extends PageArgs {
  @Field(() => StageRunFilter, { nullable: true })
  filter?: StageRunFilter;

  @Field(() => [StageRunOrder], { nullable: true })
  orderBy?: StageRunOrder[];
}

import { Field, ID, InputType, Int } from 'type-graphql';

/** What every request to begin a record of a machine brings. */
@InputType()
export class OpeningInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => String, { nullable: true, description: 'Up to 500 characters; write no NIK into it.' })
  note?: string | null;
}

/** What every request to move a record on brings. */
@InputType({ description: 'A step of a record.' })
export class StepInput extends OpeningInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you looked at.' })
  version!: number;
}

/** A step for which the machine asks a reason. */
@InputType({ description: 'A step of a record that takes a reason; the mutation names the codes.' })
export class ReasonedStepInput extends StepInput {
  @Field(() => String, { description: 'One of the codes the mutation names.' })
  reason!: string;
}

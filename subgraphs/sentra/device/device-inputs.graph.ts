import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { OpeningInput, ReasonedStepInput, StepInput } from '../../../shared/subgraph';
import { DeviceReceiverEnum, DeviceTypeEnum, DeviceUseEnum } from './device-args.graph';
import type { DeviceReceiver, DeviceType, DeviceUse } from './vocabulary';

@InputType({ description: 'A device your centre plans to make.' })
export class PlanDeviceInput extends OpeningInput {
  @Field(() => DeviceTypeEnum)
  type!: DeviceType;

  @Field(() => GraphQLDate, { description: 'Day by which it is to be made; today or later.' })
  plannedFor!: Date;
}

@InputType({ description: 'An assembly.' })
export class AssembleDeviceInput extends StepInput {
  @Field(() => ID, { description: 'A team of the centre.' })
  teamId!: string;

  @Field(() => GraphQLDate)
  assembledOn!: Date;
}

@InputType({ description: 'A quality check that was passed.' })
export class PassDeviceCheckInput extends StepInput {
  @Field(() => GraphQLDate)
  checkedOn!: Date;
}

@InputType({ description: 'The allocation of a device.' })
export class AllocateDeviceInput extends StepInput {
  @Field(() => ID, { description: 'Of somebody who waits for such a device.' })
  needId!: string;

  @Field(() => Int, { description: 'The version of the need you looked at.' })
  needVersion!: number;
}

@InputType({ description: 'A fitting that is put off.' })
export class PostponeFittingInput extends ReasonedStepInput {
  @Field(() => GraphQLDate, { description: 'Day on which it is due instead.' })
  dueOn!: Date;
}

@InputType({ description: 'A fitting.' })
export class FitDeviceInput extends StepInput {
  @Field(() => GraphQLDate)
  fittedOn!: Date;

  @Field(() => String, { description: 'Ukuran dan penyesuaian: measures taken, adjustments made.' })
  measures!: string;
}

@InputType({ description: 'A hand-over.' })
export class HandOverDeviceInput extends StepInput {
  @Field(() => GraphQLDate)
  handedOverOn!: Date;

  @Field(() => String, { description: 'Number of the record of hand-over (BAST).' })
  bastNumber!: string;

  @Field(() => DeviceReceiverEnum, { description: 'Who took it over.' })
  receivedBy!: DeviceReceiver;
}

@InputType({ description: 'A look at how a device is used.' })
export class FollowUpDeviceInput extends StepInput {
  @Field(() => GraphQLDate)
  seenOn!: Date;

  @Field(() => DeviceUseEnum)
  use!: DeviceUse;
}

@InputType({ description: 'A repair or adjustment.' })
export class ServiceDeviceInput extends ReasonedStepInput {
  @Field(() => GraphQLDate)
  servicedOn!: Date;
}

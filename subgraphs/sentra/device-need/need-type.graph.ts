import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import { DeviceTypeEnum } from '../device/device-args.graph';
import { NEED_WORDS, NeedPriorityEnum } from './need-args.graph';

@Key('id')
@GraphType('DeviceNeed', 'That somebody needs an assistive device, from the waiting list on (kebutuhan alat bantu).')
export class DeviceNeed {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => NEED_WORDS.Status, { nullable: true })
  @Access('DEVICE')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('DEVICE')
  version?: number;

  @Field(() => DeviceTypeEnum, { nullable: true })
  @Access('DEVICE')
  type?: string;

  @Field(() => NeedPriorityEnum, { nullable: true })
  @Access('DEVICE')
  priority?: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Day of the assessment that found it; waiting counts from it.',
  })
  @Access('DEVICE')
  assessedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day a device was handed over.' })
  @Access('DEVICE')
  metOn?: string;

  @Field(() => String, { nullable: true, description: 'Code of why it was taken off the list.' })
  @Access('DEVICE')
  endReason?: string;
}

import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import { DEVICE_WORDS, DeviceReceiverEnum, DeviceTypeEnum, DeviceUseEnum } from './device-args.graph';

@Key('id')
@GraphType('Device', 'An assistive device a centre makes, from the plan to the person who uses it (alat bantu).')
export class Device {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => DEVICE_WORDS.Status, { nullable: true })
  @Access('DEVICE')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('DEVICE')
  version?: number;

  @Field(() => DeviceTypeEnum, { nullable: true })
  @Access('DEVICE')
  type?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day by which it is to be made.' })
  @Access('DEVICE')
  plannedFor?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the last assembly.' })
  @Access('DEVICE')
  assembledOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day it passed the quality check: since then it is made.' })
  @Access('DEVICE')
  madeOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('DEVICE')
  allocatedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day on which the fitting is due that was put off.' })
  @Access('DEVICE')
  fittingDueOn?: string;

  @Field(() => String, { nullable: true, description: 'Code of why the fitting was put off.' })
  @Access('DEVICE')
  postponedFor?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('DEVICE')
  fittedOn?: string;

  @Field(() => String, { nullable: true, description: 'Ukuran dan penyesuaian: what the fitting found.' })
  @Access('ASSESSMENT')
  measures?: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Day of the record of hand-over: since then it is distributed.',
  })
  @Access('DEVICE')
  handedOverOn?: string;

  @Field(() => String, { nullable: true, description: 'Number of the record of hand-over (BAST).' })
  @Access('DEVICE')
  bastNumber?: string;

  @Field(() => DeviceReceiverEnum, { nullable: true })
  @Access('DEVICE')
  receivedBy?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day it was looked at last.' })
  @Access('DEVICE')
  followedUpOn?: string;

  @Field(() => DeviceUseEnum, { nullable: true })
  @Access('DEVICE')
  use?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the last repair.' })
  @Access('DEVICE')
  servicedOn?: string;

  @Field(() => String, { nullable: true, description: 'Code of why it was replaced or taken out of use.' })
  @Access('DEVICE')
  endReason?: string;
}

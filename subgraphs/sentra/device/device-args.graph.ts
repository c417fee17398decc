import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  PageArgs,
  RegionFilter,
  SortDirection,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { DEVICE_MACHINE } from './device';
import { DEVICE_RECEIVERS, DEVICE_TYPES, DEVICE_USES } from './vocabulary';

/** The words of a device's machine; its history may tell of people it was meant for before. */
export const DEVICE_WORDS = machineWords(DEVICE_MACHINE, 'Device', 'ASSESSMENT');

export const DeviceTypeEnum = enumOf('DeviceType', 'Jenis alat bantu.', DEVICE_TYPES);
export const DeviceReceiverEnum = enumOf('DeviceReceiver', 'Who took a device over.', DEVICE_RECEIVERS);
export const DeviceUseEnum = enumOf('DeviceUse', 'How much a device is used.', DEVICE_USES);

const DeviceStatusFilter = enumFilter(DEVICE_WORDS.Status, 'DeviceStatus');
export const DeviceTypeFilter = enumFilter(DeviceTypeEnum, 'DeviceType');

@InputType()
class DeviceListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  personId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  centreId?: IDFilter;

  @Field(() => DeviceTypeFilter, { nullable: true })
  type?: object;

  @Field(() => DeviceStatusFilter, { nullable: true })
  status?: object;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the person lives; before, where the centre is.' })
  place?: RegionFilter;

  @Field(() => DateFilter, { nullable: true })
  plannedFor?: DateFilter;

  @Field(() => DateFilter, { nullable: true })
  madeOn?: DateFilter;

  @Field(() => DateFilter, { nullable: true })
  fittingDueOn?: DateFilter;

  @Field(() => DateFilter, { nullable: true })
  handedOverOn?: DateFilter;

  @Field(() => [DeviceListFilter], { nullable: true })
  AND?: DeviceListFilter[];

  @Field(() => [DeviceListFilter], { nullable: true })
  OR?: DeviceListFilter[];

  @Field(() => DeviceListFilter, { nullable: true })
  NOT?: DeviceListFilter;
}

const DeviceSort = { PLANNED_FOR: 'PLANNED_FOR', STATUS: 'STATUS' } as const;
registerEnumType(DeviceSort, { name: 'DeviceSort' });

@InputType()
class DeviceOrder {
  @Field(() => DeviceSort)
  field!: keyof typeof DeviceSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class DeviceListArgs extends PageArgs {
  @Field(() => DeviceListFilter, { nullable: true })
  filter?: DeviceListFilter;

  @Field(() => [DeviceOrder], { nullable: true })
  orderBy?: DeviceOrder[];
}

import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  OpeningInput,
  PageArgs,
  RegionFilter,
  SortDirection,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { DeviceTypeEnum, DeviceTypeFilter } from '../device/device-args.graph';
import { NEED_PRIORITIES } from '../device/vocabulary';
import type { DeviceType, NeedPriority } from '../device/vocabulary';
import { NEED_MACHINE } from './need';

/** The words of a need's machine: states, events and the entries of its history. */
export const NEED_WORDS = machineWords(NEED_MACHINE, 'DeviceNeed', 'DEVICE');

export const NeedPriorityEnum = enumOf('DeviceNeedPriority', 'Prioritas: who is served first.', NEED_PRIORITIES);

@InputType({ description: 'Somebody who needs a device, as an assessment found.' })
export class RegisterNeedInput extends OpeningInput {
  @Field(() => ID, { description: 'The open case of the person at your centre.' })
  caseId!: string;

  @Field(() => DeviceTypeEnum)
  type!: DeviceType;

  @Field(() => NeedPriorityEnum)
  priority!: NeedPriority;
}

const NeedStatusFilter = enumFilter(NEED_WORDS.Status, 'DeviceNeedStatus');
const NeedPriorityFilter = enumFilter(NeedPriorityEnum, 'DeviceNeedPriority');

@InputType()
class DeviceNeedListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  personId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  centreId?: IDFilter;

  @Field(() => DeviceTypeFilter, { nullable: true })
  type?: object;

  @Field(() => NeedStatusFilter, { nullable: true })
  status?: object;

  @Field(() => NeedPriorityFilter, { nullable: true })
  priority?: object;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the person lives.' })
  place?: RegionFilter;

  @Field(() => DateFilter, { nullable: true })
  assessedOn?: DateFilter;

  @Field(() => [DeviceNeedListFilter], { nullable: true })
  AND?: DeviceNeedListFilter[];

  @Field(() => [DeviceNeedListFilter], { nullable: true })
  OR?: DeviceNeedListFilter[];

  @Field(() => DeviceNeedListFilter, { nullable: true })
  NOT?: DeviceNeedListFilter;
}

const DeviceNeedSort = { PRIORITY: 'PRIORITY', ASSESSED_ON: 'ASSESSED_ON' } as const;
registerEnumType(DeviceNeedSort, {
  name: 'DeviceNeedSort',
  description: 'By PRIORITY, then ASSESSED_ON: the order of the waiting list.',
});

@InputType()
class DeviceNeedOrder {
  @Field(() => DeviceNeedSort)
  field!: keyof typeof DeviceNeedSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class DeviceNeedListArgs extends PageArgs {
  @Field(() => DeviceNeedListFilter, { nullable: true })
  filter?: DeviceNeedListFilter;

  @Field(() => [DeviceNeedOrder], { nullable: true })
  orderBy?: DeviceNeedOrder[];
}

import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import {
  IDFilter,
  OpeningInput,
  PageArgs,
  SortDirection,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { HOUSING_COLUMNS } from '../family/family';
import { MaritalStatus, Schooling } from '../person/person.graph';
import { CHANGE_REQUEST_MACHINE } from './change-request';
import { CHANGEABLE } from './changeable';

/** The words of a change request's machine: states, events and the entries of its history. */
export const CHANGE_REQUEST_WORDS = machineWords(CHANGE_REQUEST_MACHINE, 'ChangeRequest', 'GRIEVANCE');

/** The fields of the registry that may be changed by request. */
export const ChangeableFieldEnum = enumOf(
  'ChangeableField',
  'A field of a person or a family that may be changed by request.',
  Object.fromEntries(
    [...Object.keys(CHANGEABLE.person), ...Object.keys(CHANGEABLE.family)].map((name) => [name, `As in the registry.`]),
  ),
);

@InputType({ description: 'New values of a person; what is left out stays.' })
export class PersonValuesInput {
  @Field(() => String, { nullable: true, description: 'Up to 200 characters.' })
  address?: string;

  @Field(() => String, { nullable: true })
  phone?: string;

  @Field(() => MaritalStatus, { nullable: true })
  maritalStatus?: string;

  @Field(() => Schooling, { nullable: true })
  schooling?: string;

  @Field(() => Int, { nullable: true, description: '1 to 15.' })
  highestDiploma?: number;

  @Field(() => Int, { nullable: true, description: '1 to 7.' })
  workStatus?: number;

  @Field(() => String, { nullable: true, description: 'KBLI section letter.' })
  businessSector?: string;

  @Field(() => Int, { nullable: true })
  businessCount?: number;
}

@InputType({ description: 'New values of a family; what is left out stays.' })
export class FamilyValuesInput {
  @Field(() => String, { nullable: true, description: 'Up to 200 characters.' })
  address?: string;
}
for (const property of Object.keys(HOUSING_COLUMNS)) {
  Field(() => Int, { nullable: true })(FamilyValuesInput.prototype, property);
}

@InputType({ description: 'New values of one record: personId with person, or familyId with family.' })
export class ProposeChangeInput extends OpeningInput {
  @Field(() => ID, { nullable: true })
  personId?: string;

  @Field(() => PersonValuesInput, { nullable: true })
  person?: PersonValuesInput;

  @Field(() => ID, { nullable: true })
  familyId?: string;

  @Field(() => FamilyValuesInput, { nullable: true })
  family?: FamilyValuesInput;
}

const ChangeRequestStatusFilter = enumFilter(CHANGE_REQUEST_WORDS.Status, 'ChangeRequestStatus');

@InputType()
class ChangeRequestListFilter {
  @Field(() => IDFilter, { nullable: true, description: 'About these persons.' })
  personId?: IDFilter;

  @Field(() => IDFilter, { nullable: true, description: 'About these families themselves.' })
  familyId?: IDFilter;

  @Field(() => ChangeRequestStatusFilter, { nullable: true })
  status?: object;

  @Field(() => [ChangeRequestListFilter], { nullable: true })
  AND?: ChangeRequestListFilter[];

  @Field(() => [ChangeRequestListFilter], { nullable: true })
  OR?: ChangeRequestListFilter[];

  @Field(() => ChangeRequestListFilter, { nullable: true })
  NOT?: ChangeRequestListFilter;
}

const ChangeRequestSort = { PROPOSED_AT: 'PROPOSED_AT', STATUS: 'STATUS' } as const;
registerEnumType(ChangeRequestSort, { name: 'ChangeRequestSort' });

@InputType()
class ChangeRequestOrder {
  @Field(() => ChangeRequestSort)
  field!: keyof typeof ChangeRequestSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class ChangeRequestListArgs extends PageArgs {
  @Field(() => ChangeRequestListFilter, { nullable: true })
  filter?: ChangeRequestListFilter;

  @Field(() => [ChangeRequestOrder], { nullable: true })
  orderBy?: ChangeRequestOrder[];
}

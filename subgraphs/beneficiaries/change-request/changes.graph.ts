import { Field, Int } from 'type-graphql';
import type { FieldGroup } from '../../../shared/access';
import { Access, GraphType } from '../../../shared/subgraph';
import { HOUSING_COLUMNS } from '../family/family';
import { MaritalStatus, Schooling } from '../person/person.graph';
import { ChangeableFieldEnum } from './change-request-args.graph';
import { CHANGEABLE } from './changeable';
import type { RecordKind } from './changeable';

/**
 * A value before and after: a type of its own for each kind of record, value and group, since the group of a field is part of
 * the schema. Who may read the record's own field reads what is proposed for it, and nobody else.
 */
function changeOf(name: string, group: FieldGroup, value: () => object): new () => object {
  @GraphType(name, 'A value a request would change.')
  class Change {
    @Field(value as () => typeof String, { nullable: true, description: 'When it was proposed.' })
    @Access(group)
    before?: unknown;

    @Field(value as () => typeof String, { nullable: true, description: 'What is proposed.' })
    @Access(group)
    after?: unknown;
  }
  return Change;
}

const text = () => String;
const PersonAddressChange = changeOf('PersonAddressChange', 'CONTACT', text);
const PersonPhoneChange = changeOf('PersonPhoneChange', 'PHONE', text);
const MaritalStatusChange = changeOf('MaritalStatusChange', 'GENERAL', () => MaritalStatus);
const SchoolingChange = changeOf('SchoolingChange', 'GENERAL', () => Schooling);
const BusinessSectorChange = changeOf('BusinessSectorChange', 'GENERAL', text);
const PersonCodeChange = changeOf('PersonCodeChange', 'GENERAL', () => Int);
const FamilyAddressChange = changeOf('FamilyAddressChange', 'CONTACT', text);
const HousingChange = changeOf('HousingChange', 'HOUSING', () => Int);

@GraphType('PersonChanges', 'What a request would change of a person; null where it changes nothing.')
export class PersonChanges {}

@GraphType('FamilyChanges', 'What a request would change of a family; null where it changes nothing.')
export class FamilyChanges {}

const TYPES: Readonly<Record<RecordKind, Readonly<Record<string, new () => object>>>> = {
  person: {
    address: PersonAddressChange,
    phone: PersonPhoneChange,
    maritalStatus: MaritalStatusChange,
    schooling: SchoolingChange,
    highestDiploma: PersonCodeChange,
    workStatus: PersonCodeChange,
    businessSector: BusinessSectorChange,
    businessCount: PersonCodeChange,
  },
  family: {
    address: FamilyAddressChange,
    ...Object.fromEntries(Object.keys(HOUSING_COLUMNS).map((property) => [property, HousingChange])),
  },
};

for (const [kind, owner] of [
  ['person', PersonChanges],
  ['family', FamilyChanges],
] as const) {
  const description = 'The fields that have a value here.';
  Field(() => [ChangeableFieldEnum], { nullable: true, description })(owner.prototype, 'changed');
  Access('GRIEVANCE')(owner.prototype, 'changed');
  for (const [field, { group }] of Object.entries(CHANGEABLE[kind])) {
    const type = TYPES[kind][field];
    if (!type) throw new Error(`${field} of a ${kind} has no type`);
    Field(() => type, { nullable: true })(owner.prototype, field);
    Access(group)(owner.prototype, field);
  }
}

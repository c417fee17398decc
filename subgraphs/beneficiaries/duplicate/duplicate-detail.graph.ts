import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, registerEnumType } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import { DUPLICATE_EVENTS, DUPLICATE_KINDS, DUPLICATE_PARTS, DUPLICATE_STATUSES } from './duplicate';

const enumOf = <Value extends string>(values: readonly Value[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

export const DuplicateKindEnum = enumOf(DUPLICATE_KINDS);
export const DuplicateStatusEnum = enumOf(DUPLICATE_STATUSES);
export const DuplicateEventEnum = enumOf(DUPLICATE_EVENTS);
const DuplicatePartEnum = enumOf(DUPLICATE_PARTS);
registerEnumType(DuplicateKindEnum, {
  name: 'DuplicateKind',
  description: 'EXACT_NIK: two living records under one NIK. NEAR: alike in name, birth date and region.',
});
registerEnumType(DuplicateStatusEnum, {
  name: 'DuplicateStatus',
  description: 'OPEN waits for a decision; LAPSED: the records changed before one was made and are no longer alike.',
});
registerEnumType(DuplicateEventEnum, { name: 'DuplicateEventName' });
registerEnumType(DuplicatePartEnum, { name: 'DuplicatePart' });

@GraphType('DuplicateReason', 'One finding that speaks for or against two records being one person.')
export class DuplicateReason {
  @Field(() => DuplicatePartEnum, { nullable: true })
  @Access('DATA_QUALITY')
  part?: string;

  @Field(() => String, { nullable: true, description: 'What was found, in words, without the values compared.' })
  @Access('DATA_QUALITY')
  finding?: string;

  @Field(() => Int, { nullable: true, description: 'What it adds to the score; may be negative.' })
  @Access('DATA_QUALITY')
  points?: number;

  @Field(() => Int, { nullable: true, description: 'What it could have added.' })
  @Access('DATA_QUALITY')
  max?: number;
}

@GraphType('DuplicateEvent', 'Something that happened to a candidate.')
export class DuplicateEvent {
  @Field(() => DuplicateEventEnum, { nullable: true })
  @Access('DATA_QUALITY')
  event?: string;

  @Field(() => DuplicateStatusEnum, { nullable: true })
  @Access('DATA_QUALITY')
  from?: string;

  @Field(() => DuplicateStatusEnum, { nullable: true })
  @Access('DATA_QUALITY')
  to?: string;

  @Field(() => String, { nullable: true, description: 'Role of whoever caused it; SYSTEM for the search.' })
  @Access('DATA_QUALITY')
  byRole?: string;

  @Field(() => String, { nullable: true })
  @Access('DATA_QUALITY')
  reason?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('DATA_QUALITY')
  at?: Date;
}

@GraphType('DuplicateMerge', 'A merge of the two records, and whether it was undone. The merged record stays stored.')
export class DuplicateMerge {
  @Field(() => ID, { nullable: true, description: 'The person whose record was kept.' })
  @Access('PSEUDONYM')
  keptId?: string;

  @Field(() => ID, { nullable: true, description: 'The person whose record went into the kept one.' })
  @Access('PSEUDONYM')
  mergedId?: string;

  @Field(() => String, { nullable: true })
  @Access('DATA_QUALITY')
  byRole?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('DATA_QUALITY')
  at?: Date;

  @Field(() => String, { nullable: true })
  @Access('DATA_QUALITY')
  undoneByRole?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('DATA_QUALITY')
  undoneAt?: Date;
}

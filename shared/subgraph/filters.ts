import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';

/**
 * Operators on a field, one input for each scalar. They are the same in every subgraph: composition keeps only what all
 * definitions of an input have in common. An operator left out is no condition; null is refused.
 */
@InputType({ description: 'Conditions on an id or code.' })
export class IDFilter {
  @Field(() => ID, { nullable: true })
  eq?: string;

  @Field(() => [ID], { nullable: true })
  in?: string[];
}

@InputType({ description: 'Conditions on a place.' })
export class RegionFilter {
  @Field(() => ID, { nullable: true, description: 'A Kemendagri code of 2, 4, 6 or 10 digits: everything inside it.' })
  within?: string;
}

@InputType({ description: 'Conditions on a set of words.' })
export class SetFilter {
  @Field(() => [String], { nullable: true, description: 'Holds all of these.' })
  has?: string[];
}

@InputType({ description: 'Conditions on a text.' })
export class StringFilter {
  @Field(() => String, { nullable: true })
  eq?: string;

  @Field(() => [String], { nullable: true })
  in?: string[];
}

@InputType({ description: 'Conditions on a whole number.' })
export class IntFilter {
  @Field(() => Int, { nullable: true })
  eq?: number;

  @Field(() => [Int], { nullable: true })
  in?: number[];

  @Field(() => Int, { nullable: true })
  gte?: number;

  @Field(() => Int, { nullable: true })
  lte?: number;
}

@InputType({ description: 'Conditions on a date.' })
export class DateFilter {
  @Field(() => GraphQLDate, { nullable: true })
  eq?: string;

  @Field(() => GraphQLDate, { nullable: true })
  gte?: string;

  @Field(() => GraphQLDate, { nullable: true })
  lte?: string;
}

/** Makes `<Name>Filter { eq in }` for an enum that is registered under `name`. */
export function enumFilter<Values extends Record<string, string>>(values: Values, name: string) {
  @InputType(`${name}Filter`, { description: `Conditions on ${name}.` })
  class EnumFilter {
    @Field(() => values, { nullable: true })
    eq?: string;

    @Field(() => [values], { nullable: true })
    in?: string[];
  }
  return EnumFilter;
}

export const SortDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type SortDirection = keyof typeof SortDirection;
registerEnumType(SortDirection, { name: 'SortDirection' });

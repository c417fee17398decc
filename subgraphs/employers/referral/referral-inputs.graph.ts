import { GraphQLDate, GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { OpeningInput, ReasonedStepInput, StepInput } from '../../../shared/subgraph';
import { AccommodationEnum, ContractTypeEnum } from '../vacancy/vacancy-type.graph';
import type { Accommodation, ContractType } from '../vacancy/vocabulary';
import { RetentionEvidenceEnum } from './referral-args.graph';
import type { RetentionEvidence } from './retention';

@InputType({ description: 'A candidate for a vacancy.' })
export class NominateInput extends OpeningInput {
  @Field(() => ID, { description: 'A case of your centre whose person is ready for work.' })
  caseId!: string;

  @Field(() => ID)
  vacancyId!: string;
}

@InputType({ description: 'An invitation to an interview.' })
export class InterviewInput extends StepInput {
  @Field(() => GraphQLDateTime, { description: 'When it is; still to come.' })
  at!: Date;

  @Field(() => String, { description: 'Place or link, up to 200 characters; write no NIK into it.' })
  place!: string;

  @Field(() => [AccommodationEnum], { description: 'Adjustments that are there for the interview.' })
  accommodations!: Accommodation[];

  @Field(() => [AccommodationEnum], {
    nullable: true,
    description: 'Adjustments the person needs and that you cannot give; every need stands in one of the two.',
  })
  unmetAccommodations?: Accommodation[];
}

@InputType({ description: 'An offer of work.' })
export class OfferInput extends StepInput {
  @Field(() => ContractTypeEnum)
  contractType!: ContractType;

  @Field(() => GraphQLSafeInt, { description: 'Upah, whole rupiah a month; not below the minimum wage of the place.' })
  wage!: number;

  @Field(() => GraphQLDate, { description: 'First day of work; today or later.' })
  startsOn!: Date;
}

@InputType({ description: 'A confirmation that somebody is still at work.' })
export class ConfirmRetentionInput extends StepInput {
  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Day you visited the workplace; not needed where the partner has reported.',
  })
  visitedOn?: Date;
}

@InputType({ description: 'The end of work.' })
export class EndWorkInput extends ReasonedStepInput {
  @Field(() => GraphQLDate, { description: 'Last day of work.' })
  endedOn!: Date;
}

@InputType({ description: 'A report that somebody is still at work.' })
export class RetentionReportInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => ID)
  referralId!: string;

  @Field(() => Int, { description: '3, 6 or 12.' })
  months!: number;

  @Field(() => RetentionEvidenceEnum)
  evidenceKind!: RetentionEvidence;

  @Field(() => String, { description: 'Number of the document; kept sealed, its end is shown.' })
  reference!: string;
}

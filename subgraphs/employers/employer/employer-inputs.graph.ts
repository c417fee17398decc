import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { OpeningInput, StepInput, enumOf } from '../../../shared/subgraph';
import { EmployerTypeEnum } from './employer-type.graph';
import { NIB_CHECKS } from './vocabulary';
import type { EmployerType, NibCheck } from './vocabulary';

const NibCheckEnum = enumOf('NibCheck', 'What OSS says of a business number (NIB).', NIB_CHECKS);

@InputType({ description: 'An application for a partnership.' })
export class ApplyInput extends OpeningInput {
  @Field(() => String, { description: 'Nama, up to 200 characters.' })
  name!: string;

  @Field(() => EmployerTypeEnum)
  type!: EmployerType;

  @Field(() => String, { nullable: true, description: 'Nomor Induk Berusaha, 13 digits.' })
  nib?: string | null;

  @Field(() => String, { nullable: true, description: 'Lapangan usaha, KBLI section letter.' })
  sector?: string | null;

  @Field(() => [ID], { description: 'Four-digit codes of the regencies it works in, one at least.' })
  regencyCodes!: string[];
}

@InputType({ description: 'What was found out about an applicant.' })
export class VerifyEmployerInput extends StepInput {
  @Field(() => String, { nullable: true, description: 'The NIB, where the application has none.' })
  nib?: string | null;

  @Field(() => NibCheckEnum)
  nibCheck!: NibCheck;

  @Field(() => GraphQLDate)
  nibCheckedOn!: Date;

  @Field(() => String, { description: 'Number of the look-up in OSS.' })
  nibCheckReference!: string;

  @Field(() => GraphQLDate, { description: 'Day somebody of the applicant was reached.' })
  contactReachedOn!: Date;
}

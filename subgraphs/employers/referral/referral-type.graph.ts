import { GraphQLDate, GraphQLDateTimeISO, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import { AccommodationEnum, ContractTypeEnum } from '../vacancy/vacancy-type.graph';
import { REFERRAL_WORDS, RetentionEvidenceEnum } from './referral-args.graph';

@GraphType('ReferralInterview', 'The interview of a referral (wawancara).')
export class ReferralInterview {
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  @Access('REFERRAL')
  at?: Date;

  @Field(() => String, { nullable: true, description: 'Place or link.' })
  @Access('REFERRAL')
  place?: string;

  @Field(() => [AccommodationEnum], { nullable: true, description: 'Adjustments the partner has confirmed.' })
  @Access('REFERRAL')
  accommodations?: string[];

  @Field(() => [AccommodationEnum], { nullable: true, description: 'Needed ones the partner has said it cannot give.' })
  @Access('REFERRAL')
  unmetAccommodations?: string[];
}

@GraphType('ReferralOffer', 'The work that was offered (penawaran).')
export class ReferralOffer {
  @Field(() => ContractTypeEnum, { nullable: true })
  @Access('REFERRAL')
  contractType?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Upah, whole rupiah a month.' })
  @Access('WAGE')
  wage?: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'First day of work.' })
  @Access('REFERRAL')
  startsOn?: string;
}

@GraphType('ReferralRetention', 'Whether somebody is still at work after some months (retensi).')
export class ReferralRetention {
  @Field(() => Int, { nullable: true, description: '3, 6 or 12.' })
  @Access('REFERRAL')
  months?: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day on which the months are full.' })
  @Access('REFERRAL')
  fullOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'First day on which it may be shown.' })
  @Access('REFERRAL')
  opensOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day on which it may be shown.' })
  @Access('REFERRAL')
  closesOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the report of the partner.' })
  @Access('REFERRAL')
  reportedOn?: string;

  @Field(() => RetentionEvidenceEnum, { nullable: true, description: 'What the partner has shown.' })
  @Access('REFERRAL')
  evidenceKind?: string;

  @Field(() => String, { nullable: true, description: 'The end of its number: up to four characters.' })
  @Access('REFERRAL')
  referenceEnd?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the centre confirmed it.' })
  @Access('REFERRAL')
  confirmedOn?: string;
}

@Key('id')
@GraphType('Referral', 'Somebody who is proposed to a partner for a vacancy, up to a year at work (rujukan).')
export class Referral {
  @Field(() => ID, { nullable: true })
  @Access('REFERRAL')
  id?: string;

  @Field(() => REFERRAL_WORDS.Status, { nullable: true })
  @Access('REFERRAL')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('REFERRAL')
  version?: number;

  @Field(() => GraphQLDateTimeISO, { nullable: true })
  @Access('REFERRAL')
  nominatedAt?: Date;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the partner was told.' })
  @Access('REFERRAL')
  referredOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day on which the partner may accept.' })
  @Access('REFERRAL')
  respondBy?: string;

  @Field(() => Boolean, { nullable: true, description: 'The partner has let that day pass.' })
  @Access('REFERRAL')
  isOverdue?: boolean;

  @Field(() => GraphQLDate, { nullable: true, description: 'First day at work.' })
  @Access('REFERRAL')
  placedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day at work.' })
  @Access('REFERRAL')
  endedOn?: string;
}

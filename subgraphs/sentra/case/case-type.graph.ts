import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import { BaseEnum } from '../plan/plan.graph';
import {
  AccommodationNeedEnum,
  CASE_WORDS,
  ConferenceResultEnum,
  ConsentGiverEnum,
  ConsentModeEnum,
  FollowUpOutcomeEnum,
  IdentityEnum,
  OutreachSourceEnum,
  PlaceKindEnum,
  PpksTypeEnum,
  ReadinessItemEnum,
} from './case-args.graph';

@Key('id')
@GraphType('ServiceCase', 'What a centre does for one person, from the first meeting on (kasus layanan ATENSI).')
export class ServiceCase {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => CASE_WORDS.Status, { nullable: true })
  @Access('PPKS')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('PPKS')
  version?: number;

  @Field(() => Int, { nullable: true, description: 'How often it was opened; the id stays.' })
  @Access('PPKS')
  episode?: number;

  @Field(() => PlaceKindEnum, { nullable: true })
  @Access('PPKS')
  placeKind?: string;

  @Field(() => OutreachSourceEnum, { nullable: true })
  @Access('PPKS')
  source?: string;

  @Field(() => String, { nullable: true, description: 'Bahasa: the language the person speaks.' })
  @Access('PPKS')
  language?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the person was met last.' })
  @Access('PPKS')
  reachedAt?: Date;

  @Field(() => Boolean, { nullable: true, description: 'Whether the person let a photo be taken; without, none is.' })
  @Access('PPKS')
  photoConsent?: boolean;

  @Field(() => String, { nullable: true, description: 'Code of why help was refused last.' })
  @Access('PPKS')
  refusalReason?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day on which help is offered again.' })
  @Access('PPKS')
  offerAgainOn?: string;

  @Field(() => IdentityEnum, { nullable: true })
  @Access('PPKS')
  identity?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the intake, or of the last reopening.' })
  @Access('PPKS')
  intakeOn?: string;

  @Field(() => ConsentGiverEnum, { nullable: true, description: 'Who consented to be served (C1).' })
  @Access('PPKS')
  consentGivenBy?: string;

  @Field(() => ConsentModeEnum, { nullable: true })
  @Access('PPKS')
  consentMode?: string;

  @Field(() => String, { nullable: true, description: 'Version of the text consented to.' })
  @Access('PPKS')
  consentTextVersion?: string;

  @Field(() => [PpksTypeEnum], { nullable: true, description: 'Jenis PPKS that are not protected.' })
  @Access('PPKS')
  ppksTypes?: string[];

  @Field(() => ConferenceResultEnum, { nullable: true })
  @Access('ASSESSMENT')
  conferenceResult?: string;

  @Field(() => String, { nullable: true, description: 'Reference of the minutes (berita acara).' })
  @Access('ASSESSMENT')
  conferenceMinutes?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ASSESSMENT')
  conferenceOn?: string;

  @Field(() => BaseEnum, { nullable: true, description: 'Basis layanan, since the service began.' })
  @Access('PPKS')
  base?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('PPKS')
  servedSince?: string;

  @Field(() => [ReadinessItemEnum], { nullable: true, description: 'What was found to hold when called ready.' })
  @Access('ASSESSMENT')
  readiness?: string[];

  @Field(() => String, { nullable: true, description: 'Kecocokan kerja: what work fits.' })
  @Access('ASSESSMENT')
  jobFit?: string;

  @Field(() => [AccommodationNeedEnum], { nullable: true, description: 'Adjustments needed at work.' })
  @Access('ACCOMMODATION')
  accommodations?: string[];

  @Field(() => FollowUpOutcomeEnum, { nullable: true })
  @Access('PPKS')
  followUpOutcome?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('PPKS')
  aftercareSince?: string;

  @Field(() => String, { nullable: true, description: 'Code of why it was left before the goal.' })
  @Access('PPKS')
  exitReason?: string;

  @Field(() => String, { nullable: true, description: 'Code of why it was closed.' })
  @Access('PPKS')
  closeReason?: string;

  @Field(() => String, { nullable: true, description: 'Ringkasan: written by the case worker for the person.' })
  @Access('ASSESSMENT', { band: true })
  summary?: string;
}

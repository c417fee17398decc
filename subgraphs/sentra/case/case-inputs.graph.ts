import { GraphQLDate, GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { OpeningInput, ReasonedStepInput, StepInput } from '../../../shared/subgraph';
import { VocationalMajorEnum } from '../centre/centre.graph';
import type { VocationalMajor } from '../centre/centre';
import { CertificateIssuerEnum } from '../certificate/certificate.graph';
import type { CertificateIssuer } from '../certificate/certificate';
import { JobSkillInput } from '../job-profile/job-profile.graph';
import type { JobProfileInput } from '../job-profile/job-profile';
import { BaseEnum, GoalEnum, ServiceComponentEnum } from '../plan/plan.graph';
import type { Goal, ServiceComponent } from '../plan/plan';
import {
  AccommodationNeedEnum,
  ConferenceResultEnum,
  ConsentGiverEnum,
  ConsentModeEnum,
  FollowUpOutcomeEnum,
  OutreachSourceEnum,
  PlaceKindEnum,
  PpksTypeEnum,
  ReadinessItemEnum,
} from './case-args.graph';
import type {
  Accommodation,
  Base,
  ConferenceResult,
  ConsentGiver,
  ConsentMode,
  FollowUpOutcome,
  OutreachSource,
  PlaceKind,
  PpksType,
  ReadinessItem,
} from './vocabulary';

/** A meeting outside. */
export interface Meeting {
  readonly place: string;
  readonly placeKind: PlaceKind;
  readonly at: Date;
}

/** Consent C1. */
export interface Consent {
  readonly consentGivenBy: ConsentGiver;
  readonly consentMode: ConsentMode;
  readonly consentTextVersion: string;
}

@InputType({ description: 'A first meeting.' })
export class ReachOutInput extends OpeningInput implements Meeting {
  @Field(() => ID, { nullable: true, description: 'The centre that is to help; your own if left out.' })
  centreId?: string;

  @Field(() => ID, { description: 'Code of the village, 10 digits.' })
  place!: string;

  @Field(() => PlaceKindEnum)
  placeKind!: PlaceKind;

  @Field(() => OutreachSourceEnum)
  source!: OutreachSource;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'The language the person speaks.' })
  language!: string;

  @Field(() => Boolean, { description: 'Whether the person lets a photo be taken.' })
  photoConsent!: boolean;
}

@InputType({ description: 'Another meeting with somebody who had refused.' })
export class OfferAgainInput extends StepInput implements Meeting {
  @Field(() => ID, { description: 'Code of the village, 10 digits.' })
  place!: string;

  @Field(() => PlaceKindEnum)
  placeKind!: PlaceKind;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;
}

@InputType({ description: 'A refusal.' })
export class RefuseInput extends ReasonedStepInput {
  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the next offer; in thirty days if left out.' })
  offerAgainOn?: Date;
}

@InputType({ description: 'An intake.' })
export class AgreeInput extends StepInput implements Consent {
  @Field(() => ID, { nullable: true, description: 'Who it is; left out for somebody without papers and record.' })
  personId?: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The person has no papers: recording by Dukcapil is to be arranged.',
  })
  undocumented!: boolean;

  @Field(() => ConsentGiverEnum)
  consentGivenBy!: ConsentGiver;

  @Field(() => ConsentModeEnum)
  consentMode!: ConsentMode;

  @Field(() => String, { description: 'Version of the text consented to.' })
  consentTextVersion!: string;
}

@InputType({ description: 'A case opened anew, with consent.' })
export class ReopenInput extends ReasonedStepInput implements Consent {
  @Field(() => ConsentGiverEnum)
  consentGivenBy!: ConsentGiver;

  @Field(() => ConsentModeEnum)
  consentMode!: ConsentMode;

  @Field(() => String, { description: 'Version of the text consented to.' })
  consentTextVersion!: string;
}

@InputType({ description: 'A comprehensive assessment (asesmen komprehensif).' })
export class AssessInput extends StepInput {
  @Field(() => GraphQLDate, { description: 'The day it was made.' })
  assessedOn!: Date;

  @Field(() => [PpksTypeEnum], { description: 'Jenis PPKS found, without those that are protected.' })
  ppksTypes!: PpksType[];

  @Field(() => String, { description: 'Fisik.' })
  physical!: string;

  @Field(() => String, { description: 'Psikologis.' })
  psychological!: string;

  @Field(() => String, { description: 'Sosial.' })
  social!: string;

  @Field(() => String, { description: 'Spiritual.' })
  spiritual!: string;

  @Field(() => String, { description: 'Ekonomi.' })
  economic!: string;

  @Field(() => String, { description: 'Vokasional.' })
  vocational!: string;

  @Field(() => String, { description: 'Risiko.' })
  risk!: string;

  @Field(() => Int, { description: '0 to 100.' })
  score!: number;

  @Field(() => Int, { description: 'Washington Group, melihat: 1 no difficulty to 4 cannot at all.' })
  seeing!: number;

  @Field(() => Int, { description: 'Washington Group, mendengar.' })
  hearing!: number;

  @Field(() => Int, { description: 'Washington Group, berjalan.' })
  walking!: number;

  @Field(() => Int, { description: 'Washington Group, mengingat.' })
  remembering!: number;

  @Field(() => Int, { description: 'Washington Group, mengurus diri.' })
  selfCare!: number;

  @Field(() => Int, { description: 'Washington Group, berkomunikasi.' })
  communicating!: number;

  @Field(() => String)
  recommendation!: string;
}

@InputType({ description: 'What a case conference decided.' })
export class ConferenceInput extends StepInput {
  @Field(() => GraphQLDate)
  heldOn!: Date;

  @Field(() => ConferenceResultEnum)
  result!: ConferenceResult;

  @Field(() => String, { description: 'Reference of the minutes (berita acara).' })
  minutes!: string;
}

@InputType({ description: 'A plan of service (rencana layanan).' })
export class PlanInput extends StepInput {
  @Field(() => [GoalEnum])
  goals!: Goal[];

  @Field(() => [ServiceComponentEnum])
  components!: ServiceComponent[];

  @Field(() => BaseEnum)
  base!: Base;

  @Field(() => VocationalMajorEnum, { nullable: true, description: 'Jurusan, one the centre teaches.' })
  major?: VocationalMajor;

  @Field(() => GraphQLDate)
  targetOn!: Date;
}

@InputType({ description: 'A certificate of competence.' })
export class CertifyInput extends StepInput {
  @Field(() => CertificateIssuerEnum)
  issuer!: CertificateIssuer;

  @Field(() => String, { description: 'Its number; kept sealed.' })
  number!: string;

  @Field(() => String, { description: 'Unit kompetensi (SKKNI).' })
  unitCode!: string;

  @Field(() => Int, { description: 'KKNI level, 1 to 9.' })
  level!: number;

  @Field(() => GraphQLDate)
  issuedOn!: Date;

  @Field(() => GraphQLDate)
  expiresOn!: Date;
}

@InputType({
  description: 'Readiness for work or a business. What somebody can do and looks for is kept of those ready for work.',
})
export class ReadyInput extends StepInput implements JobProfileInput {
  @Field(() => [ReadinessItemEnum], { description: 'What holds; SKILL and MOTIVATION must.' })
  readiness!: ReadinessItem[];

  @Field(() => [AccommodationNeedEnum], { description: 'Adjustments needed at work; an empty list says none is.' })
  accommodations!: Accommodation[];

  @Field(() => String, { nullable: true, description: 'Kecocokan kerja: what work fits; needed for work.' })
  jobFit?: string;

  @Field(() => [JobSkillInput], { nullable: true, description: 'Keterampilan; none if left out.' })
  skills?: JobSkillInput[];

  @Field(() => Boolean, { nullable: true, description: 'Bersedia pindah; no if left out.' })
  willingToMove?: boolean;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Upah yang diharapkan, whole rupiah a month.' })
  wageExpected?: number;

  @Field(() => Int, { nullable: true, description: 'Pengalaman kerja; none if left out.' })
  experienceMonths?: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'First day of work possible; at once if left out.' })
  availableFrom?: Date;
}

@InputType({ description: 'The beginning of aftercare.' })
export class FollowUpInput extends StepInput {
  @Field(() => FollowUpOutcomeEnum)
  outcome!: FollowUpOutcome;

  @Field(() => GraphQLDate, { description: 'The day work or business began.' })
  since!: Date;
}

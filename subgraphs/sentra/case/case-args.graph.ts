import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  PageArgs,
  RegionFilter,
  SortDirection,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { CASE_MACHINE } from './case';
import {
  ACCOMMODATIONS,
  CONFERENCE_RESULTS,
  CONSENT_GIVERS,
  CONSENT_MODES,
  FOLLOW_UP_OUTCOMES,
  IDENTITIES,
  OUTREACH_SOURCES,
  PLACE_KINDS,
  PPKS_TYPES,
  READINESS_ITEMS,
} from './vocabulary';

/** The words of a case's machine: states, events and the entries of its history. */
export const CASE_WORDS = machineWords(CASE_MACHINE, 'ServiceCase', 'ASSESSMENT');

export const PlaceKindEnum = enumOf('OutreachPlace', 'Tempat penjangkauan.', PLACE_KINDS);
export const OutreachSourceEnum = enumOf('OutreachSource', 'How it came to a meeting.', OUTREACH_SOURCES);
export const ConsentGiverEnum = enumOf('ConsentGiver', 'Who gave consent.', CONSENT_GIVERS);
export const ConsentModeEnum = enumOf('ConsentMode', 'In what form consent was given.', CONSENT_MODES);
export const IdentityEnum = enumOf('CaseIdentity', 'How sure it is who a person is.', IDENTITIES);
export const ConferenceResultEnum = enumOf('ConferenceResult', 'Hasil case conference.', CONFERENCE_RESULTS);
export const ReadinessItemEnum = enumOf('ReadinessItem', 'What has to hold before work.', READINESS_ITEMS);
export const AccommodationNeedEnum = enumOf(
  'AccommodationNeed',
  'Kebutuhan akomodasi: an adjustment a person needs at work; the words of vacancies.',
  ACCOMMODATIONS,
);
export const FollowUpOutcomeEnum = enumOf('FollowUpOutcome', 'What became of somebody ready.', FOLLOW_UP_OUTCOMES);
export const PpksTypeEnum = enumOf('PpksType', 'Jenis PPKS, those that are not protected.', PPKS_TYPES);

const CaseStatusFilter = enumFilter(CASE_WORDS.Status, 'ServiceCaseStatus');

@InputType()
class ServiceCaseListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  personId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  centreId?: IDFilter;

  @Field(() => CaseStatusFilter, { nullable: true })
  status?: object;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the person was met.' })
  place?: RegionFilter;

  @Field(() => DateFilter, { nullable: true })
  offerAgainOn?: DateFilter;

  @Field(() => DateFilter, { nullable: true })
  intakeOn?: DateFilter;

  @Field(() => [ServiceCaseListFilter], { nullable: true })
  AND?: ServiceCaseListFilter[];

  @Field(() => [ServiceCaseListFilter], { nullable: true })
  OR?: ServiceCaseListFilter[];

  @Field(() => ServiceCaseListFilter, { nullable: true })
  NOT?: ServiceCaseListFilter;
}

const ServiceCaseSort = { REACHED_AT: 'REACHED_AT', STATUS: 'STATUS' } as const;
registerEnumType(ServiceCaseSort, { name: 'ServiceCaseSort' });

@InputType()
class ServiceCaseOrder {
  @Field(() => ServiceCaseSort)
  field!: keyof typeof ServiceCaseSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class ServiceCaseListArgs extends PageArgs {
  @Field(() => ServiceCaseListFilter, { nullable: true })
  filter?: ServiceCaseListFilter;

  @Field(() => [ServiceCaseOrder], { nullable: true })
  orderBy?: ServiceCaseOrder[];
}

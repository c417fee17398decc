import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  NestedArgs,
  PageArgs,
  RegionFilter,
  SetFilter,
  SortDirection,
  connectionOf,
  enumFilter,
} from '../../../shared/subgraph';
import { ContractTypeEnum, VACANCY_WORDS, Vacancy, WorkModeEnum } from './vacancy-type.graph';

const WorkModeFilter = enumFilter(WorkModeEnum, 'WorkMode');
const ContractTypeFilter = enumFilter(ContractTypeEnum, 'ContractType');
const VacancyStatusFilter = enumFilter(VACANCY_WORDS.Status, 'VacancyStatus');

@InputType({ description: 'Conditions on a yes or no.' })
class BooleanFilter {
  @Field(() => Boolean, { nullable: true })
  eq?: boolean;
}

@InputType()
export class VacancyListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true, description: 'Id of the employer.' })
  employer?: IDFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'Vacancies carry a regency: no place inside one has any.' })
  region?: RegionFilter;

  @Field(() => WorkModeFilter, { nullable: true })
  workMode?: object;

  @Field(() => ContractTypeFilter, { nullable: true })
  contractType?: object;

  @Field(() => BooleanFilter, { nullable: true })
  reservedForDisability?: BooleanFilter;

  @Field(() => DateFilter, { nullable: true })
  openUntil?: DateFilter;

  @Field(() => SetFilter, { nullable: true, description: 'Codes of Accommodation the workplace offers.' })
  accommodations?: SetFilter;

  @Field(() => SetFilter, { nullable: true, description: 'Codes of skills asked for.' })
  skills?: SetFilter;

  @Field(() => VacancyStatusFilter, { nullable: true })
  status?: object;

  @Field(() => [VacancyListFilter], { nullable: true })
  AND?: VacancyListFilter[];

  @Field(() => [VacancyListFilter], { nullable: true })
  OR?: VacancyListFilter[];

  @Field(() => VacancyListFilter, { nullable: true })
  NOT?: VacancyListFilter;
}

const VacancySort = { OPEN_UNTIL: 'OPEN_UNTIL', WAGE_MIN: 'WAGE_MIN' } as const;
registerEnumType(VacancySort, { name: 'VacancySort' });

@InputType()
class VacancyOrder {
  @Field(() => VacancySort)
  field!: keyof typeof VacancySort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class VacancyListArgs extends PageArgs {
  @Field(() => VacancyListFilter, { nullable: true })
  filter?: VacancyListFilter;

  @Field(() => [VacancyOrder], { nullable: true })
  orderBy?: VacancyOrder[];
}

/** Paging below a parent: forwards, by deadline. */
@ArgsType()
export class NestedVacancyArgs extends NestedArgs {
  @Field(() => VacancyListFilter, { nullable: true })
  filter?: VacancyListFilter;
}

export const VacancyConnection = connectionOf('Vacancy', () => Vacancy);

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Access, findHistoryOf, listConnection, requestedFields } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Employer } from '../employer/employer-type.graph';
import type { EmployerRow } from '../employer/employer';
import { findEmployer } from '../employer/employer.loader';
import { allowedEvents } from '../../../shared/machine';
import { Region } from '../region/region.graph';
import { VACANCY_MACHINE, skillsOf } from './vacancy';
import type { VacancyRow } from './vacancy';
import { VacancyConnection, VacancyListArgs } from './vacancy-list.graph';
import { VACANCY_WORDS, Vacancy, VacancyDesk, VacancySkill } from './vacancy-type.graph';
import { VACANCY_LIST, findDesk, findVacancy } from './vacancy.loader';
import type { VacancyDeskRow } from './vacancy.loader';

@Resolver(() => Vacancy)
export class VacancyResolver {
  @Query(() => Vacancy, { nullable: true, description: 'One vacancy by id; null also for one you may not see.' })
  @Access('VACANCY')
  vacancy(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyRow | undefined> {
    return findVacancy(context, id, requestedFields(info));
  }

  @Query(() => VacancyConnection, {
    description:
      'Vacancies you may see: published ones of active employers, and further those of your own organisation or jurisdiction.',
  })
  @Access('STRUCTURE')
  vacancies(
    @Args(() => VacancyListArgs) args: VacancyListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<VacancyRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, VACANCY_LIST, context.scope('Vacancy'), request, info);
  }

  @FieldResolver(() => [VacancySkill])
  @Access('VACANCY')
  skills(@Root() vacancy: VacancyRow) {
    return skillsOf(vacancy);
  }

  @FieldResolver(() => Region, { description: 'Kabupaten/kota of the workplace.' })
  @Access('VACANCY')
  region(@Root() { regencyCode }: VacancyRow): Region {
    return { code: regencyCode };
  }

  @FieldResolver(() => Employer, { nullable: true, description: 'Pemberi kerja; null for one you may not see.' })
  @Access('VACANCY')
  employer(
    @Root() { employerId }: VacancyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EmployerRow | undefined> {
    return findEmployer(context, employerId, requestedFields(info));
  }

  @FieldResolver(() => VacancyDesk, { nullable: true, description: 'For a vacancy of your own organisation only.' })
  @Access('STRUCTURE')
  desk(
    @Root() { id }: VacancyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyDeskRow | undefined> {
    return findDesk(context, id, requestedFields(info));
  }
}

@Resolver(() => VacancyDesk)
export class VacancyDeskResolver {
  @FieldResolver(() => [VACANCY_WORDS.Event], { nullable: true, description: 'What you can do with it in its status.' })
  @Access('VACANCY_DRAFT')
  allowedEvents(@Root() { status }: VacancyDeskRow, @Ctx() { viewer }: SubgraphContext) {
    return allowedEvents(VACANCY_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [VACANCY_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('VACANCY_DRAFT')
  history(@Root() { id }: VacancyDeskRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, VACANCY_MACHINE, id, {});
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Field, FieldResolver, ID, Info, Int, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, askedOf, emptyConnection, nestedConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { VacancyRow } from '../vacancy/vacancy';
import { NestedVacancyArgs, VacancyConnection } from '../vacancy/vacancy-list.graph';
import { NESTED_VACANCIES } from '../vacancy/vacancy.loader';
import { findLabourArea } from './region';
import { AREA, countOpenSeats } from './region.loader';

@Key('code')
@GraphType('Region', 'A place of the Kemendagri code list (Kemendagri codes, not BPS codes; they differ).')
export class Region {
  @Field(() => ID, { description: '2, 4, 6 or 10 digits without dots.' })
  @Access('REFERENCE')
  code!: string;
}

@Resolver(() => Region)
export class RegionResolver {
  @FieldResolver(() => VacancyConnection, {
    description:
      'Lowongan terbit: published vacancies of active employers here, soonest deadline first. Vacancies carry a regency: ' +
      'a province has those of all its regencies, a district or village those of its regency. `first` is the page size ' +
      'of each place, so a list of 50 places with `first: 10` can give 500 vacancies.',
  })
  @Access('VACANCY')
  async vacancies(
    @Root() { code }: Region,
    @Args(() => NestedVacancyArgs) { filter, ...page }: NestedVacancyArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<VacancyRow>> {
    const area = findLabourArea(code);
    if (area === undefined) return emptyConnection();
    const asked = { ...page, filter: { ...filter }, ...askedOf(info) };
    return nestedConnection<VacancyRow>(context, NESTED_VACANCIES, AREA, area, asked);
  }

  @FieldResolver(() => Int, {
    description: 'Jumlah kursi lowongan terbit: seats of the published vacancies here, counted as `vacancies` are.',
  })
  @Access('VACANCY')
  async openSeats(@Root() { code }: Region, @Ctx() context: SubgraphContext): Promise<number> {
    const area = findLabourArea(code);
    return area === undefined ? 0 : countOpenSeats(context, area);
  }
}

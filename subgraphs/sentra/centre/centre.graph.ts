import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import {
  Access,
  GraphType,
  IDFilter,
  Key,
  PageArgs,
  RegionFilter,
  SetFilter,
  SortDirection,
  StringFilter,
  connectionOf,
  enumFilter,
  enumOf,
  listConnection,
  requestedFields,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Region } from '../region/region.graph';
import { CENTRE_TYPES, CLUSTERS, VOCATIONAL_MAJORS } from './centre';
import type { CentreRow } from './centre';
import { CENTRE_LIST, findCentre } from './centre.loader';

export const CentreTypeEnum = enumOf('CentreType', 'Jenis Sentra.', CENTRE_TYPES);
export const ClusterEnum = enumOf('CentreCluster', 'Klaster layanan: whom a centre serves.', CLUSTERS);
export const VocationalMajorEnum = enumOf(
  'VocationalMajor',
  'Jurusan pelatihan vokasional: a trade a centre teaches.',
  VOCATIONAL_MAJORS,
);

@Key('id')
@GraphType('Centre', 'A rehabilitation centre of the ministry (Sentra, Sentra Terpadu; UPT of Rehabilitasi Sosial).')
export class Centre {
  @Field(() => ID, { description: 'For instance S-001; accounts of its officers carry it.' })
  @Access('REFERENCE')
  id!: string;

  @Field(() => String, { description: 'Nama.' })
  @Access('REFERENCE')
  name!: string;

  @Field(() => CentreTypeEnum)
  @Access('REFERENCE')
  type!: string;

  @Field(() => String, { description: 'Where it is, in the words of the list of centres.' })
  @Access('REFERENCE')
  place!: string;

  @Field(() => [ClusterEnum], { description: 'Klaster yang dilayani; all centres serve all of them since 2022.' })
  @Access('REFERENCE')
  clusters!: string[];

  @Field(() => Int, { description: 'Kapasitas residensial: places for people who live there.' })
  @Access('REFERENCE')
  capacity!: number;

  @Field(() => Int, { description: 'Penghuni: open cases served in residence now.' })
  @Access('REFERENCE')
  residents!: number;

  @Field(() => [VocationalMajorEnum], { description: 'Jurusan.' })
  @Access('REFERENCE')
  vocationalMajors!: string[];

  @Field(() => Boolean, { description: 'Whether assistive devices are made there (bengkel alat bantu).' })
  @Access('REFERENCE')
  hasWorkshop!: boolean;

  @Field(() => Boolean, { description: 'Whether it has a Sentra Kreasi ATENSI.' })
  @Access('REFERENCE')
  hasSka!: boolean;

  @Field(() => Boolean, { description: 'Whether name or place rest on general knowledge; `note` says what.' })
  @Access('REFERENCE')
  isUncertain!: boolean;

  @Field(() => [String], { description: 'Fields for which no source is at hand: choices of this platform.' })
  @Access('REFERENCE')
  assumedFields!: string[];

  @Field(() => String, { nullable: true })
  @Access('REFERENCE')
  note?: string;
}

@InputType({ description: 'A condition on yes or no.' })
class FlagFilter {
  @Field(() => Boolean, { nullable: true })
  eq?: boolean;
}

const CentreTypeFilter = enumFilter(CentreTypeEnum, 'CentreType');

@InputType()
class CentreListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => StringFilter, { nullable: true })
  name?: StringFilter;

  @Field(() => CentreTypeFilter, { nullable: true })
  type?: object;

  @Field(() => RegionFilter, { nullable: true, description: 'Where it stands; a province or regency.' })
  regency?: RegionFilter;

  @Field(() => SetFilter, { nullable: true, description: 'Two-digit codes of provinces it serves.' })
  serviceProvinces?: SetFilter;

  @Field(() => SetFilter, { nullable: true, description: 'Words of CentreCluster.' })
  clusters?: SetFilter;

  @Field(() => SetFilter, { nullable: true, description: 'Words of VocationalMajor.' })
  vocationalMajors?: SetFilter;

  @Field(() => FlagFilter, { nullable: true })
  hasWorkshop?: FlagFilter;

  @Field(() => FlagFilter, { nullable: true })
  hasSka?: FlagFilter;

  @Field(() => [CentreListFilter], { nullable: true })
  AND?: CentreListFilter[];

  @Field(() => [CentreListFilter], { nullable: true })
  OR?: CentreListFilter[];

  @Field(() => CentreListFilter, { nullable: true })
  NOT?: CentreListFilter;
}

const CentreSort = { NAME: 'NAME', REGENCY: 'REGENCY' } as const;
registerEnumType(CentreSort, { name: 'CentreSort' });

@InputType()
class CentreOrder {
  @Field(() => CentreSort)
  field!: keyof typeof CentreSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class CentreListArgs extends PageArgs {
  @Field(() => CentreListFilter, { nullable: true })
  filter?: CentreListFilter;

  @Field(() => [CentreOrder], { nullable: true })
  orderBy?: CentreOrder[];
}

const CentreConnection = connectionOf('Centre', () => Centre);

@Resolver(() => Centre)
export class CentreResolver {
  @Query(() => Centre, { nullable: true, description: 'One centre by its code.' })
  @Access('REFERENCE')
  centre(
    @Arg('code', () => ID, { description: 'For instance S-001.' }) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, id, requestedFields(info));
  }

  @Query(() => CentreConnection, { description: 'The centres of the ministry (daftar Sentra).' })
  @Access('STRUCTURE')
  centres(
    @Args(() => CentreListArgs) args: CentreListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CentreRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, CENTRE_LIST, context.scope('Centre'), request, info);
  }

  @FieldResolver(() => Region, { description: 'Kabupaten/kota.' })
  @Access('REFERENCE')
  regency(@Root() { regencyCode }: CentreRow): Region {
    return { code: regencyCode };
  }

  @FieldResolver(() => [Region], { description: 'Wilayah layanan: provinces it serves.' })
  @Access('REFERENCE')
  serviceProvinces(@Root() { provinceCodes }: CentreRow): Region[] {
    return provinceCodes.map((code) => ({ code }));
  }
}

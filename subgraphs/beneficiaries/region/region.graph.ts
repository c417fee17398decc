import { GraphQLDate } from 'graphql-scalars';
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
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { REGION_LEVELS } from '../../../shared/viewer';
import {
  Access,
  GraphType,
  IDFilter,
  Key,
  PageArgs,
  RegionFilter,
  connectionOf,
  enumFilter,
  listConnection,
  requestedFields,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { RegionRow } from './region';
import { REGION_LIST, findRegion } from './region.loader';

const RegionLevelEnum = Object.fromEntries(Object.keys(REGION_LEVELS).map((level) => [level, level]));
registerEnumType(RegionLevelEnum, {
  name: 'RegionLevel',
  description: 'Provinsi, kabupaten/kota, kecamatan, desa/kelurahan.',
});

const RegionLevelFilter = enumFilter(RegionLevelEnum, 'RegionLevel');

@Key('code')
@GraphType('Region', 'A place of the Kemendagri code list (Kemendagri codes, not BPS codes; they differ).')
export class Region {
  @Field(() => ID, { description: '2, 4, 6 or 10 digits without dots.' })
  @Access('REFERENCE')
  code!: string;

  @Field(() => RegionLevelEnum)
  @Access('REFERENCE')
  level!: string;

  @Field(() => String)
  @Access('REFERENCE')
  name!: string;

  @Field(() => String, { nullable: true, description: 'Code of the same place at BPS, where known.' })
  @Access('REFERENCE')
  bpsCode?: string;

  @Field(() => GraphQLDate)
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('REFERENCE')
  validTo?: string;
}

@InputType()
class RegionListFilter {
  @Field(() => IDFilter, { nullable: true })
  code?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  parentCode?: IDFilter;

  @Field(() => RegionLevelFilter, { nullable: true })
  level?: object;

  @Field(() => RegionFilter, { nullable: true })
  region?: RegionFilter;
}

const RegionConnection = connectionOf('Region', () => Region);

@ArgsType()
class RegionListArgs extends PageArgs {
  @Field(() => RegionListFilter, { nullable: true })
  filter?: RegionListFilter;
}

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => Region, { nullable: true, description: 'One place by its code.' })
  @Access('REFERENCE')
  region(
    @Arg('code', () => ID) code: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> {
    return findRegion(context, code, requestedFields(info));
  }

  @Query(() => RegionConnection, { description: 'Places by parent, level or containment, in order of their codes.' })
  @Access('STRUCTURE')
  regions(
    @Args(() => RegionListArgs) { filter, ...page }: RegionListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<RegionRow>> {
    return listConnection(context, REGION_LIST, context.scope('Region'), { ...page, filter: { ...filter } }, info);
  }

  @FieldResolver(() => Region, { nullable: true })
  @Access('REFERENCE')
  parent(
    @Root() region: RegionRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> | undefined {
    return region.parentCode ? findRegion(context, region.parentCode, requestedFields(info)) : undefined;
  }
}

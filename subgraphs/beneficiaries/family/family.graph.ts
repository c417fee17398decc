import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
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
  DateFilter,
  GraphType,
  IDFilter,
  IntFilter,
  Key,
  PageArgs,
  RegionFilter,
  SetFilter,
  SortDirection,
  connectionOf,
  listConnection,
  requestedFields,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Person } from '../person/person.graph';
import type { PersonRow } from '../person/person';
import { findMembers, findPerson } from '../person/person.loader';
import { Region } from '../region/region.graph';
import { regencyOf } from '../region/region';
import type { RegionRow } from '../region/region';
import { findRegion } from '../region/region.loader';
import { checkFlags, visibleFlags } from './family.access';
import { DESIL_BANDS, desilBand } from './family';
import type { FamilyRow } from './family';
import { FAMILY_LIST, findDesilHistory, findFamily } from './family.loader';
import { Assets, Housing } from './housing.graph';

const DesilBandEnum = Object.fromEntries(DESIL_BANDS.map(([band]) => [band, band]));
registerEnumType(DesilBandEnum, { name: 'DesilBand', description: 'Kelompok desil.' });

@GraphType('DesilEntry', 'Desil of a family in one snapshot of the national registry.')
class DesilEntry {
  @Field(() => String, { description: 'For instance DTSEN-2026-TW3.', nullable: true })
  @Access('DESIL')
  snapshot?: string;

  @Field(() => Int, { nullable: true })
  @Access('DESIL')
  desil?: number;
}

@Key('id')
@GraphType('Family', 'A family (keluarga: one KK). A family that receives aid is a KPM.')
export class Family {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => String, { nullable: true })
  @Access('CONTACT')
  address?: string;

  @Field(() => Float, { nullable: true })
  @Access('CONTACT')
  latitude?: number;

  @Field(() => Float, { nullable: true })
  @Access('CONTACT')
  longitude?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'National welfare decile, 1 poorest to 10; a rank set by BPS, not income.',
  })
  @Access('DESIL')
  desil?: number;

  @Field(() => String, { nullable: true, description: 'Snapshot the desil is from.' })
  @Access('DESIL')
  desilSnapshot?: string;

  @Field(() => Housing, { nullable: true })
  @Access('HOUSING')
  housing?: Housing;

  @Field(() => Assets, { nullable: true })
  @Access('HOUSING')
  assets?: Assets;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the record was last confirmed.' })
  @Access('DATA_QUALITY')
  confirmedOn?: string;

  @Field(() => Int, { nullable: true, description: 'Integrity of the record, 0 to 100.' })
  @Access('DATA_QUALITY')
  integrityScore?: number;
}

@InputType()
class FamilyListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => RegionFilter, { nullable: true })
  region?: RegionFilter;

  @Field(() => IntFilter, { nullable: true })
  desil?: IntFilter;

  @Field(() => SetFilter, { nullable: true })
  kpmFlags?: SetFilter;

  @Field(() => DateFilter, { nullable: true })
  confirmedOn?: DateFilter;

  @Field(() => [FamilyListFilter], { nullable: true })
  AND?: FamilyListFilter[];

  @Field(() => [FamilyListFilter], { nullable: true })
  OR?: FamilyListFilter[];

  @Field(() => FamilyListFilter, { nullable: true })
  NOT?: FamilyListFilter;
}

const FamilySort = { DESIL: 'DESIL', CONFIRMED_ON: 'CONFIRMED_ON' } as const;
registerEnumType(FamilySort, { name: 'FamilySort' });

@InputType()
class FamilyOrder {
  @Field(() => FamilySort)
  field!: keyof typeof FamilySort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class FamilyListArgs extends PageArgs {
  @Field(() => FamilyListFilter, { nullable: true })
  filter?: FamilyListFilter;

  @Field(() => [FamilyOrder], { nullable: true })
  orderBy?: FamilyOrder[];
}

const FamilyConnection = connectionOf('Family', () => Family);

@Resolver(() => Family)
export class FamilyResolver {
  @Query(() => Family, { nullable: true, description: 'One family by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  family(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FamilyRow | undefined> {
    return findFamily(context, id, info);
  }

  @Query(() => FamilyConnection, { description: 'Families you may see.' })
  @Access('STRUCTURE')
  families(
    @Args(() => FamilyListArgs) args: FamilyListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<FamilyRow>> {
    checkFlags(context.viewer, args.filter);
    return listConnection(context, FAMILY_LIST, context.scope('Family'), { ...args, filter: { ...args.filter } }, info);
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description:
      'Programs the registry lists the family under: PKH, SEMBAKO, PBI_JK; of other programs than the own a manager is not told.',
  })
  @Access('ENROLMENT')
  kpmFlags(@Root() family: FamilyRow, @Ctx() { viewer }: SubgraphContext): string[] {
    return visibleFlags(viewer, family.kpmFlags);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Nomor Kartu Keluarga, 16 digits.' })
  @Access('IDENTIFIER')
  kkNumber(@Root() family: FamilyRow, @Ctx() context: SubgraphContext): string | undefined {
    return family.kkSealed === null ? undefined : context.tools.cipher.open(family.kkSealed);
  }

  @FieldResolver(() => DesilBandEnum, { nullable: true })
  @Access('DESIL', { band: true })
  desilBand(@Root() family: FamilyRow): string {
    return desilBand(family.desil);
  }

  @FieldResolver(() => [DesilEntry], { nullable: true, description: 'Desil by snapshot, newest first.' })
  @Access('DESIL')
  desilHistory(@Root() family: FamilyRow, @Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo) {
    return findDesilHistory(context, family.id, info);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Kepala keluarga.' })
  @Access('PSEUDONYM')
  head(
    @Root() family: FamilyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> | undefined {
    return family.headId === null ? undefined : findPerson(context, family.headId, info);
  }

  @FieldResolver(() => [Person], { nullable: true, description: 'Members you may see, oldest first.' })
  @Access('PSEUDONYM')
  members(
    @Root() family: FamilyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow[]> {
    return findMembers(context, family.id, info);
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Village of domicile.' })
  @Access('CONTACT')
  region(
    @Root() family: FamilyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> {
    return findRegion(context, family.regionCode, requestedFields(info));
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Regency of domicile.' })
  @Access('CONTACT', { band: true })
  regency(
    @Root() family: FamilyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> {
    return findRegion(context, regencyOf(family.regionCode), requestedFields(info));
  }
}

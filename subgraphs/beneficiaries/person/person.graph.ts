import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate } from 'graphql-scalars';
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
  DateFilter,
  GraphType,
  IDFilter,
  Key,
  PageArgs,
  RegionFilter,
  SortDirection,
  connectionOf,
  listConnection,
  requestedFields,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Family } from '../family/family.graph';
import type { FamilyRow } from '../family/family';
import { findFamily } from '../family/family.loader';
import { Region } from '../region/region.graph';
import { regencyOf } from '../region/region';
import type { RegionRow } from '../region/region';
import { findRegion } from '../region/region.loader';
import { ADULT_AGE, ageBandOn, ageOn, disabilityKind, today } from './person';
import type { PersonRow } from './person';
import { PERSON_LIST, findPerson, findPersonsByNik } from './person.loader';
import {
  AGE_BANDS,
  DISABILITIES,
  FAMILY_ROLES,
  IDENTITY_STATUSES,
  MARITAL_STATUSES,
  MATCH_STATUSES,
  SCHOOLING,
  SEXES,
} from './vocabulary';

const enumOf = <Value extends string>(values: readonly Value[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

const Sex = enumOf(Object.values(SEXES));
const FamilyRole = enumOf(Object.values(FAMILY_ROLES));
export const MaritalStatus = enumOf(Object.values(MARITAL_STATUSES));
export const Schooling = enumOf(Object.values(SCHOOLING));
const MatchStatus = enumOf(MATCH_STATUSES);
const IdentityStatus = enumOf(IDENTITY_STATUSES);
export const AgeBand = enumOf(AGE_BANDS.map(([band]) => band));
export const Disability = enumOf([...DISABILITIES, 'GANDA_MULTI'] as const);
registerEnumType(Sex, { name: 'Sex', description: 'Jenis kelamin.' });
registerEnumType(FamilyRole, {
  name: 'FamilyRole',
  description: 'Status hubungan keluarga: place in the family card.',
});
registerEnumType(MaritalStatus, { name: 'MaritalStatus', description: 'Status kawin.' });
registerEnumType(Schooling, { name: 'Schooling', description: 'Partisipasi sekolah.' });
registerEnumType(MatchStatus, {
  name: 'MatchStatus',
  description: 'Status padan: what the civil registry (Dukcapil) says of the NIK.',
});
registerEnumType(IdentityStatus, { name: 'IdentityStatus', description: 'Whether the person has a NIK.' });
registerEnumType(AgeBand, { name: 'AgeBand', description: 'Kelompok umur.' });
registerEnumType(Disability, { name: 'Disability', description: 'Ragam disabilitas, UU 8/2016 pasal 4.' });

@Key('id')
@GraphType('Person', 'A person of the registry (individu).')
export class Person {
  @Field(() => ID, { description: 'Public id; the only key of a person that leaves the registry.' })
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => String, { nullable: true, description: 'Nama.' })
  @Access('NAME')
  fullName?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Tanggal lahir.' })
  @Access('BIRTH_DATE')
  birthDate?: string;

  @Field(() => Sex, { nullable: true })
  @Access('GENERAL')
  sex?: string;

  @Field(() => MaritalStatus, { nullable: true })
  @Access('GENERAL')
  maritalStatus?: string;

  @Field(() => FamilyRole, { nullable: true })
  @Access('GENERAL')
  familyRole?: string;

  @Field(() => Schooling, { nullable: true })
  @Access('GENERAL')
  schooling?: string;

  @Field(() => Int, { nullable: true, description: 'Ijazah tertinggi, codes 1-15 of the DTSEN questionnaire.' })
  @Access('GENERAL')
  highestDiploma?: number;

  @Field(() => Int, { nullable: true, description: 'Status pekerjaan, codes 1-7 of the DTSEN questionnaire.' })
  @Access('GENERAL')
  workStatus?: number;

  @Field(() => String, { nullable: true, description: 'Lapangan usaha, KBLI section letter.' })
  @Access('GENERAL')
  businessSector?: string;

  @Field(() => Int, { nullable: true, description: 'Jumlah usaha.' })
  @Access('GENERAL')
  businessCount?: number;

  @Field(() => String, { nullable: true })
  @Access('CONTACT')
  address?: string;

  @Field(() => String, { nullable: true })
  @Access('PHONE')
  phone?: string;

  @Field(() => [String], { nullable: true, description: 'Penyakit kronis.' })
  @Access('HEALTH')
  chronicIllnesses?: string[];

  @Field(() => Boolean, { nullable: true, description: 'Ibu hamil atau nifas.' })
  @Access('HEALTH')
  pregnant?: boolean;

  @Field(() => IdentityStatus, { nullable: true })
  @Access('DATA_QUALITY')
  identityStatus?: string;

  @Field(() => MatchStatus, { nullable: true })
  @Access('DATA_QUALITY')
  matchStatus?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of the civil-registry extract it was matched with.' })
  @Access('DATA_QUALITY')
  matchedOn?: string;

  @Field(() => String, { nullable: true, description: 'Sumber data.' })
  @Access('DATA_QUALITY')
  dataSource?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the record was last confirmed.' })
  @Access('DATA_QUALITY')
  confirmedOn?: string;
}

@InputType()
class PersonListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => RegionFilter, { nullable: true })
  region?: RegionFilter;

  @Field(() => DateFilter, { nullable: true })
  birthDate?: DateFilter;

  @Field(() => [PersonListFilter], { nullable: true })
  AND?: PersonListFilter[];

  @Field(() => [PersonListFilter], { nullable: true })
  OR?: PersonListFilter[];

  @Field(() => PersonListFilter, { nullable: true })
  NOT?: PersonListFilter;
}

const PersonSort = { FULL_NAME: 'FULL_NAME', BIRTH_DATE: 'BIRTH_DATE' } as const;
registerEnumType(PersonSort, { name: 'PersonSort' });

@InputType()
class PersonOrder {
  @Field(() => PersonSort)
  field!: keyof typeof PersonSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class PersonListArgs extends PageArgs {
  @Field(() => PersonListFilter, { nullable: true })
  filter?: PersonListFilter;

  @Field(() => [PersonOrder], { nullable: true })
  orderBy?: PersonOrder[];
}

const PersonConnection = connectionOf('Person', () => Person);

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, { nullable: true, description: 'One person by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  person(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> {
    return findPerson(context, id, info);
  }

  @Query(() => PersonConnection, { description: 'Persons you may see.' })
  @Access('STRUCTURE')
  persons(
    @Args(() => PersonListArgs) args: PersonListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PersonRow>> {
    return listConnection(context, PERSON_LIST, context.scope('Person'), { ...args, filter: { ...args.filter } }, info);
  }

  @Query(() => [Person], {
    description: 'Persons registered under exactly this NIK: one, or several while a duplicate waits for review.',
  })
  @Access('STRUCTURE')
  personsByNik(
    @Arg('nik', () => String) nik: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow[]> {
    return findPersonsByNik(context, nik, info);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Nomor Induk Kependudukan, 16 digits.' })
  @Access('IDENTIFIER')
  nik(@Root() person: PersonRow, @Ctx() context: SubgraphContext): string | undefined {
    return person.nikSealed === null ? undefined : context.tools.cipher.open(person.nikSealed);
  }

  @FieldResolver(() => AgeBand, { nullable: true })
  @Access('BIRTH_DATE', { band: true })
  ageBand(@Root() person: PersonRow): string {
    return ageBandOn(person.birthDate, today());
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Under 18.' })
  @Access('BIRTH_DATE', { band: true })
  isChild(@Root() person: PersonRow): boolean {
    return ageOn(person.birthDate, today()) < ADULT_AGE;
  }

  @FieldResolver(() => Disability, { nullable: true, description: 'Ragam disabilitas; two or more are GANDA_MULTI.' })
  @Access('DISABILITY')
  disability(@Root() person: PersonRow): string | undefined {
    return disabilityKind(person.disabilities);
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(
    @Root() person: PersonRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FamilyRow | undefined> {
    return findFamily(context, person.familyId, info);
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Regency of domicile.' })
  @Access('CONTACT', { band: true })
  regency(
    @Root() person: PersonRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> {
    return findRegion(context, regencyOf(person.regionCode), requestedFields(info));
  }
}

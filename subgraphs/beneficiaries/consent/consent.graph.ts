import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, GraphType, Key, connectionOf, findHistoryOf, listConnection } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import type { PersonRow } from '../person/person';
import { Person } from '../person/person.graph';
import { findPerson } from '../person/person.loader';
import { CONSENT_MACHINE } from './consent';
import type { ConsentEvent, ConsentRow } from './consent';
import {
  CONSENT_WORDS,
  ConsentFormEnum,
  ConsentGiverEnum,
  ConsentKindEnum,
  ConsentListArgs,
} from './consent-args.graph';
import { CONSENT_LIST, findConsent, findConsentsOf } from './consent.loader';

@Key('id', { resolvable: false })
@GraphType('Employer', 'An employer partner of the ministry (pemberi kerja, mitra dunia usaha).')
export class Employer {
  @Field(() => ID)
  @Access('PARTNER')
  id!: string;
}

@Key('id', { resolvable: false })
@GraphType('Vacancy', 'A vacancy (lowongan).')
export class Vacancy {
  @Field(() => ID)
  @Access('VACANCY')
  id!: string;
}

@Key('id')
@GraphType('Consent', 'What a person agreed to on the way to work (persetujuan); taken back at any time.')
export class Consent {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => ConsentKindEnum, { nullable: true })
  @Access('CONSENT')
  kind?: string;

  @Field(() => CONSENT_WORDS.Status, { nullable: true })
  @Access('CONSENT')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('CONSENT')
  version?: number;

  @Field(() => ConsentGiverEnum, { nullable: true })
  @Access('CONSENT')
  givenBy?: string;

  @Field(() => ConsentFormEnum, { nullable: true })
  @Access('CONSENT')
  form?: string;

  @Field(() => String, { nullable: true, description: 'Which text was agreed to.' })
  @Access('CONSENT')
  textVersion?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('CONSENT')
  givenOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'The last day.' })
  @Access('CONSENT')
  expiresOn?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was taken back or ended.' })
  @Access('CONSENT')
  endedAt?: Date;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it opens anything now: given, not past its last day, of a record that may be used.',
  })
  @Access('CONSENT')
  isInForce?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is time to ask for it again: in force, and so near its last day that one is reminded.',
  })
  @Access('CONSENT')
  isRunningOut?: boolean;
}

const ConsentConnection = connectionOf('Consent', () => Consent);

@Resolver(() => Consent)
export class ConsentResolver {
  @Query(() => Consent, { nullable: true, description: 'One consent by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  consent(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConsentRow | undefined> {
    return findConsent(context, id, info);
  }

  @Query(() => ConsentConnection, { description: 'What persons you may see agreed to.' })
  @Access('STRUCTURE')
  consents(
    @Args(() => ConsentListArgs) args: ConsentListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ConsentRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, CONSENT_LIST, context.scope('Consent'), request, info);
  }

  @FieldResolver(() => Person, { nullable: true })
  @Access('PSEUDONYM')
  person(
    @Root() { personId }: ConsentRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> {
    return findPerson(context, personId, info);
  }

  @FieldResolver(() => Employer, { nullable: true, description: 'The partner it is for; null: for all of them.' })
  @Access('CONSENT')
  employer(@Root() { employerId }: ConsentRow): Employer | undefined {
    return employerId === null ? undefined : { id: employerId };
  }

  @FieldResolver(() => Vacancy, { nullable: true, description: 'The vacancy it is for.' })
  @Access('CONSENT')
  vacancy(@Root() { vacancyId }: ConsentRow): Vacancy | undefined {
    return vacancyId === null ? undefined : { id: vacancyId };
  }

  @FieldResolver(() => [CONSENT_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('CONSENT')
  allowedEvents(@Root() { status }: ConsentRow, @Ctx() { viewer }: SubgraphContext): ConsentEvent[] {
    return allowedEvents(CONSENT_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [CONSENT_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('CONSENT')
  history(@Root() { id, personId }: ConsentRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, CONSENT_MACHINE, id, { personId });
  }
}

@Resolver(() => Person)
export class ConsentsOfPersonResolver {
  @FieldResolver(() => [Consent], { nullable: true, description: 'What the person agreed to, newest first.' })
  @Access('CONSENT')
  consents(
    @Root() { id }: PersonRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConsentRow[]> {
    return findConsentsOf(context, id, info);
  }
}

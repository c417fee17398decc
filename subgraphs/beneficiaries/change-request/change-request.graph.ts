import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, GraphType, Key, connectionOf, findHistoryOf, listConnection } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Family } from '../family/family.graph';
import type { FamilyRow } from '../family/family';
import { findFamily } from '../family/family.loader';
import { Person } from '../person/person.graph';
import type { PersonRow } from '../person/person';
import { findPerson } from '../person/person.loader';
import { CHANGE_REQUEST_MACHINE } from './change-request';
import type { ChangeRequestEvent, ChangeRequestRow } from './change-request';
import { CHANGE_REQUEST_WORDS, ChangeRequestListArgs, ChangeableFieldEnum } from './change-request-args.graph';
import { CHANGE_REQUEST_LIST, findChangeRequest } from './change-request.loader';
import type { ChangesByKind, RecordKind } from './changeable';
import { FamilyChanges, PersonChanges } from './changes.graph';

@Key('id')
@GraphType(
  'ChangeRequest',
  'New values proposed for a record of the registry: one proposes, one verifies, one applies.',
)
export class ChangeRequest {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => [ChangeableFieldEnum], {
    nullable: true,
    description: 'What it would change; the values have fields of their own.',
  })
  @Access('GRIEVANCE')
  fields?: string[];

  @Field(() => CHANGE_REQUEST_WORDS.Status, { nullable: true })
  @Access('GRIEVANCE')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('GRIEVANCE')
  version?: number;

  @Field(() => String, { nullable: true, description: 'Role of whoever proposed it.' })
  @Access('GRIEVANCE')
  proposedByRole?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('GRIEVANCE')
  proposedAt?: Date;

  @Field(() => String, { nullable: true, description: 'Why it was rejected, one of the codes of the step.' })
  @Access('GRIEVANCE')
  decisionReason?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The latest snapshot of the registry that does not know of it; a later one may write over it.',
  })
  @Access('GRIEVANCE')
  appliedAfter?: string;
}

const ChangeRequestConnection = connectionOf('ChangeRequest', () => ChangeRequest);

@Resolver(() => ChangeRequest)
export class ChangeRequestResolver {
  @Query(() => ChangeRequest, { nullable: true, description: 'One request by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  changeRequest(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChangeRequestRow | undefined> {
    return findChangeRequest(context, id, info);
  }

  @Query(() => ChangeRequestConnection, { description: 'Requests to change records you may see.' })
  @Access('STRUCTURE')
  changeRequests(
    @Args(() => ChangeRequestListArgs) args: ChangeRequestListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ChangeRequestRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, CHANGE_REQUEST_LIST, context.scope('ChangeRequest'), request, info);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'The person it is about; null for one about a family.' })
  @Access('PSEUDONYM')
  person(
    @Root() { personId }: ChangeRequestRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> | undefined {
    return personId === null ? undefined : findPerson(context, personId, info);
  }

  @FieldResolver(() => Family, {
    nullable: true,
    description: 'The family it is about, or the one the person lives in.',
  })
  @Access('PSEUDONYM')
  family(
    @Root() { familyId }: ChangeRequestRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FamilyRow | undefined> {
    return findFamily(context, familyId, info);
  }

  @FieldResolver(() => PersonChanges, {
    nullable: true,
    description: 'Values of a person, each shown like the field itself.',
  })
  @Access('GRIEVANCE')
  personChanges(@Root() row: ChangeRequestRow, @Ctx() context: SubgraphContext): object | undefined {
    return valuesOf(row, context, 'person');
  }

  @FieldResolver(() => FamilyChanges, {
    nullable: true,
    description: 'Values of a family, each shown like the field itself.',
  })
  @Access('GRIEVANCE')
  familyChanges(@Root() row: ChangeRequestRow, @Ctx() context: SubgraphContext): object | undefined {
    return valuesOf(row, context, 'family');
  }

  @FieldResolver(() => [CHANGE_REQUEST_WORDS.Event], {
    nullable: true,
    description: 'What your role may let happen now.',
  })
  @Access('GRIEVANCE')
  allowedEvents(@Root() { status }: ChangeRequestRow, @Ctx() { viewer }: SubgraphContext): ChangeRequestEvent[] {
    return allowedEvents(CHANGE_REQUEST_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [CHANGE_REQUEST_WORDS.History], {
    nullable: true,
    description: 'What happened to it, oldest first.',
  })
  @Access('GRIEVANCE')
  history(@Root() { id, familyId }: ChangeRequestRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, CHANGE_REQUEST_MACHINE, id, { familyId });
  }
}

/** The values of a request with whose they are, for the read ledger. */
function valuesOf(
  { changesSealed, personId, familyId }: ChangeRequestRow,
  { tools }: SubgraphContext,
  kind: RecordKind,
): object | undefined {
  if (changesSealed === null) return undefined;
  const { [kind]: changes } = JSON.parse(tools.cipher.open(changesSealed)) as ChangesByKind;
  if (!changes) return undefined;
  const whose = { personId, familyId };
  const values = Object.entries(changes).map(([field, change]) => [field, { ...change, ...whose }]);
  return { ...whose, changed: Object.keys(changes), ...Object.fromEntries(values) };
}

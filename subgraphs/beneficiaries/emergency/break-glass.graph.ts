import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { rightScope } from '../person/person.access';
import { Person } from '../person/person.graph';
import type { PersonRow } from '../person/person';
import { findPerson } from '../person/person.loader';
import { approveGrant, closeGrant, findOpenGrants, openGrant } from './grant';
import type { GrantRow, GrantStatus } from './break-glass';

const BreakGlassStatus = { OPEN: 'OPEN', CLOSED: 'CLOSED', EXPIRED: 'EXPIRED' } as const satisfies Record<
  GrantStatus,
  GrantStatus
>;
registerEnumType(BreakGlassStatus, {
  name: 'BreakGlassGrantStatus',
  description: 'Whether emergency access is in force.',
});

@GraphType('BreakGlassGrant', 'Emergency access of one account to one person, for 30 minutes; every one is reviewed.')
export class BreakGlassGrant {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => String, { nullable: true, description: 'Why it was opened.' })
  @Access('PSEUDONYM', { roles: ['DPO', 'SUPERVISOR'] })
  reason?: string;

  @Field(() => BreakGlassStatus, { nullable: true })
  @Access('PSEUDONYM')
  status?: GrantStatus;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('PSEUDONYM')
  openedAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('PSEUDONYM')
  expiresAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('PSEUDONYM')
  closedAt?: Date;

  @Field(() => Int, { nullable: true, description: 'How many others have approved it.' })
  @Access('PSEUDONYM')
  approvals?: number;
}

@InputType()
class OpenBreakGlassInput {
  @Field(() => ID)
  person!: string;

  @Field(() => String, { description: 'What happened: 20 to 500 characters; write no NIK into it.' })
  reason!: string;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

/** What it takes to read, in an emergency, what nobody reads otherwise. */
@Resolver(() => BreakGlassGrant)
export class BreakGlassResolver {
  @Mutation(() => BreakGlassGrant, {
    nullable: true,
    description: 'Opens one person to you for 30 minutes. It is told to others at once, and reviewed.',
  })
  @Access('STRUCTURE', { roles: ['DPO'] })
  openBreakGlass(
    @Arg('input', () => OpenBreakGlassInput) input: OpenBreakGlassInput,
    @Ctx() context: SubgraphContext,
  ): Promise<GrantRow> {
    const { viewer, tools } = context;
    const asking = { viewer, scope: rightScope(viewer, tools.mode) };
    return context.write((manager) => openGrant(manager, asking, tools.hashSubject, input));
  }

  @Mutation(() => BreakGlassGrant, { nullable: true, description: 'Gives an own emergency access back early.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  closeBreakGlass(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<GrantRow> {
    return context.write((manager) => closeGrant(manager, askingOf(context), id));
  }

  @Mutation(() => BreakGlassGrant, {
    nullable: true,
    description: 'Agrees to the emergency access of somebody else; protected PPKS types open when two have agreed.',
  })
  @Access('STRUCTURE', { roles: ['DPO', 'SUPERVISOR'] })
  approveBreakGlass(
    @Arg('id', () => ID) id: string,
    @Arg('clientKey', () => String) clientKey: string,
    @Ctx() context: SubgraphContext,
  ): Promise<GrantRow> {
    return context.write((manager) => approveGrant(manager, askingOf(context), id, clientKey));
  }

  @Query(() => [BreakGlassGrant], { nullable: true, description: 'Your own emergency access that is in force.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  breakGlassGrants(@Ctx() context: SubgraphContext): Promise<GrantRow[]> {
    return findOpenGrants(context);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Whom it opens.' })
  @Access('PSEUDONYM')
  person(
    @Root() grant: GrantRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> {
    return findPerson(context, grant.personId, info);
  }
}

function askingOf(context: SubgraphContext) {
  return { viewer: context.viewer, scope: context.scope('BreakGlassGrant') };
}

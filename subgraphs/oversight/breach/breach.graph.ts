import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
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
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Access,
  GraphType,
  PageArgs,
  connectionOf,
  enumFilter,
  listConnection,
  requestedFields,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { enumOf } from '../enums.graph';
import { advanceCase, openCase } from './advance';
import { allowedEvents } from '../../../shared/machine';
import { BREACH_EVENTS, BREACH_MACHINE, BREACH_STATUSES, deadlineOf, hoursLeft, isOverdue } from './breach';
import type { BreachEventName, BreachRow } from './breach';
import { BREACH_LIST, findBreachCase, findBreachEvents } from './breach.loader';

const BreachStatusEnum = enumOf('BreachStatus', 'Where a breach case stands.', BREACH_STATUSES);
const BreachEventEnum = enumOf('BreachEventName', 'What can happen to a breach case.', BREACH_EVENTS);
const BreachStatusFilter = enumFilter(BreachStatusEnum, 'BreachStatus');

@GraphType('BreachEvent', 'Something that happened to a breach case.')
export class BreachEvent {
  @Field(() => String, { nullable: true, description: 'OPEN, or one of BreachEventName.' })
  @Access('AUDIT')
  event?: string;

  @Field(() => BreachStatusEnum, { nullable: true })
  @Access('AUDIT')
  from?: string;

  @Field(() => BreachStatusEnum, { nullable: true })
  @Access('AUDIT')
  to?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  account?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  note?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  at?: Date;
}

@GraphType('BreachCase', 'A failure of data protection (kegagalan pelindungan data pribadi, UU PDP art. 46).')
export class BreachCase {
  @Field(() => ID, { nullable: true })
  @Access('AUDIT')
  id?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  summary?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it became known; the clock runs from then.' })
  @Access('AUDIT')
  discoveredAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  openedAt?: Date;

  @Field(() => BreachStatusEnum, { nullable: true })
  @Access('AUDIT')
  status?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When persons and authority were told.' })
  @Access('AUDIT')
  notifiedAt?: Date;

  @Field(() => Int, { nullable: true, description: 'Send it back with a step; another one means CONFLICT.' })
  @Access('AUDIT')
  version?: number;
}

@InputType()
class BreachCaseFilter {
  @Field(() => BreachStatusFilter, { nullable: true })
  status?: object;
}

@ArgsType()
class BreachListArgs extends PageArgs {
  @Field(() => BreachCaseFilter, { nullable: true })
  filter?: BreachCaseFilter;
}

@InputType()
class OpenBreachCaseInput {
  @Field(() => String, { description: 'Up to 2,000 characters; write no NIK into it.' })
  summary!: string;

  @Field(() => GraphQLDateTime)
  discoveredAt!: Date;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType()
class AdvanceBreachCaseInput {
  @Field(() => ID)
  id!: string;

  @Field(() => BreachEventEnum)
  event!: BreachEventName;

  @Field(() => String, { description: 'What proves the step; up to 2,000 characters, write no NIK into it.' })
  note!: string;

  @Field(() => Int, { description: 'The version you looked at.' })
  version!: number;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

const BreachCaseConnection = connectionOf('BreachCase', () => BreachCase);

@Resolver(() => BreachCase)
export class BreachResolver {
  @Query(() => BreachCaseConnection, { nullable: true, description: 'Breach cases, the latest discovered first.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  breachCases(
    @Args(() => BreachListArgs) { filter, ...page }: BreachListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<BreachRow>> {
    const request = {
      ...page,
      filter: { ...filter },
      orderBy: [{ field: 'DISCOVERED', direction: 'DESC' }],
    } as const;
    return listConnection(context, BREACH_LIST, context.scope('BreachCase'), request, info);
  }

  @Query(() => BreachCase, { nullable: true, description: 'One case; null also for one you may not see.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  breachCase(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BreachRow | undefined> {
    return findBreachCase(context, id, requestedFields(info));
  }

  @Mutation(() => BreachCase, { nullable: true, description: 'Opens a case; the clock runs from discovery.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  openBreachCase(
    @Arg('input', () => OpenBreachCaseInput) input: OpenBreachCaseInput,
    @Ctx() context: SubgraphContext,
  ): Promise<BreachRow> {
    return context.write((manager) => openCase(manager, context.viewer, { ...input }));
  }

  @Mutation(() => BreachCase, { nullable: true, description: 'Moves a case on.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  advanceBreachCase(
    @Arg('input', () => AdvanceBreachCaseInput) input: AdvanceBreachCaseInput,
    @Ctx() context: SubgraphContext,
  ): Promise<BreachRow> {
    return context.write((manager) => advanceCase(manager, context.viewer, { ...input }));
  }

  @FieldResolver(() => GraphQLDateTime, { nullable: true, description: '3 x 24 hours after discovery.' })
  @Access('AUDIT')
  deadlineAt(@Root() row: BreachRow): Date {
    return deadlineOf(row);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Negative once they are over; null if the clock stopped.' })
  @Access('AUDIT')
  hoursLeft(@Root() row: BreachRow): number | undefined {
    return hoursLeft(row, new Date());
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'The deadline has passed, or the notice came after it.',
  })
  @Access('AUDIT')
  isOverdue(@Root() row: BreachRow): boolean {
    return isOverdue(row, new Date());
  }

  @FieldResolver(() => [BreachEventEnum], { nullable: true, description: 'What you can do next.' })
  @Access('AUDIT')
  allowedEvents(@Root() row: BreachRow, @Ctx() context: SubgraphContext): string[] {
    return allowedEvents(BREACH_MACHINE, row.status, context.viewer.role);
  }

  @FieldResolver(() => [BreachEvent], { nullable: true, description: 'Everything that happened, in order.' })
  @Access('AUDIT')
  history(
    @Root() row: BreachRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return findBreachEvents(context, row.id, requestedFields(info));
  }
}

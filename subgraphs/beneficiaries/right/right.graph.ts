import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { rightScope } from '../person/person.access';
import { carryOutErasure, findPendingErasures, proposeErasure } from './erasure';
import type { ErasureRow } from './erasure';
import { exportData } from './export';
import type { DataExport as Exported } from './export';
import { takeRestrictionStep } from './restriction';
import type { Restriction, RestrictionStep } from './restriction';

@GraphType('DataExport', 'Everything the registry holds about you, in one document.')
class DataExport {
  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('PSEUDONYM')
  createdAt?: string;

  // The document holds fields of every group; it belongs to the strictest of them.
  @Field(() => String, { nullable: true, description: 'JSON. Identifiers show their last four characters.' })
  @Access('HEALTH', { roles: ['CITIZEN'] })
  data?: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of `data`, in hexadecimal.' })
  @Access('PSEUDONYM')
  digest?: string;
}

@GraphType('ProcessingRestriction', 'Whether the record of a person is processed.')
class ProcessingRestriction {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  person?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when it is not; null where it is.' })
  @Access('PSEUDONYM')
  restrictedAt?: string;
}

@GraphType('ErasureRequest', 'A proposal to erase a person; a second account carries it out.')
class ErasureRequest {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => ID, { nullable: true, description: 'Public id of the person.' })
  @Access('PSEUDONYM')
  personId?: string;

  @Field(() => String, { nullable: true })
  @Access('PSEUDONYM', { roles: ['DPO'] })
  reason?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('PSEUDONYM')
  proposedAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('PSEUDONYM')
  carriedOutAt?: Date;
}

@InputType()
class PersonRightInput {
  @Field(() => ID)
  person!: string;

  @Field(() => String, { description: 'Up to 500 characters; write no NIK into it.' })
  reason!: string;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType()
class ErasePersonInput {
  @Field(() => ID)
  proposal!: string;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

/** Rights of the person (UU PDP 27/2022 art. 5-13, 40-44). */
@Resolver()
export class RightResolver {
  @Mutation(() => DataExport, {
    nullable: true,
    description: 'Everything the registry holds about you, and about your children where you are their guardian.',
  })
  @Access('STRUCTURE', { roles: ['CITIZEN'] })
  exportMyData(@Ctx() context: SubgraphContext): Promise<Exported> {
    const { viewer, tools } = context;
    return context.write((manager) => exportData(manager, viewer, context.scope('Person'), tools.cipher));
  }

  @Mutation(() => ProcessingRestriction, {
    nullable: true,
    description:
      'Stops the processing of a record: nobody sees it but the person and the DPO, from the next request on.',
  })
  @Access('STRUCTURE', { roles: ['CITIZEN', 'DPO'] })
  restrictProcessing(
    @Arg('input', () => PersonRightInput) input: PersonRightInput,
    @Ctx() context: SubgraphContext,
  ): Promise<Restriction> {
    return restrict(context, 'RESTRICT', input);
  }

  @Mutation(() => ProcessingRestriction, {
    nullable: true,
    description: 'Lets a restricted record be processed again.',
  })
  @Access('STRUCTURE', { roles: ['CITIZEN', 'DPO'] })
  liftRestriction(
    @Arg('input', () => PersonRightInput) input: PersonRightInput,
    @Ctx() context: SubgraphContext,
  ): Promise<Restriction> {
    return restrict(context, 'LIFT', input);
  }

  @Mutation(() => ErasureRequest, { nullable: true, description: 'Proposes that a person be erased.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  proposeErasure(
    @Arg('input', () => PersonRightInput) input: PersonRightInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ErasureRow> {
    const { viewer, tools } = context;
    return context.write((manager) => proposeErasure(manager, viewer, rightScope(viewer, tools.mode), input));
  }

  @Mutation(() => ErasureRequest, {
    nullable: true,
    description: 'Erases the person of a proposal that another account made. It cannot be undone.',
  })
  @Access('STRUCTURE', { roles: ['DPO'] })
  erasePerson(
    @Arg('input', () => ErasePersonInput) input: ErasePersonInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ErasureRow> {
    const { viewer } = context;
    return context.write((manager) => carryOutErasure(manager, viewer, context.scope('ErasureRequest'), input));
  }

  @Query(() => [ErasureRequest], { nullable: true, description: 'Proposals of erasure that wait, oldest first.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  erasureRequests(@Ctx() context: SubgraphContext): Promise<ErasureRow[]> {
    return findPendingErasures(context);
  }
}

function restrict(context: SubgraphContext, step: RestrictionStep, input: PersonRightInput): Promise<Restriction> {
  const { viewer, tools } = context;
  return context.write((manager) => takeRestrictionStep(manager, viewer, rightScope(viewer, tools.mode), step, input));
}

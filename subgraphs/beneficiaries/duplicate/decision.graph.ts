import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver, registerEnumType } from 'type-graphql';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { systemActor } from '../../../shared/viewer';
import { CodedError } from '../../../shared/errors';
import { takeStep } from './decide';
import type { Effect, Step } from './decide';
import { DuplicateCandidate } from './duplicate.graph';
import type { DuplicateRow } from './duplicate';
import { findCandidatesOf, isVisiblePerson } from './duplicate.loader';
import { findDuplicatesOf } from './find';
import { mergeRecords, unmergeRecords } from './merge';

const DuplicateVerdict = { SAME: 'SAME', DIFFERENT: 'DIFFERENT' } as const;
registerEnumType(DuplicateVerdict, { name: 'DuplicateVerdict', description: 'One person, or two.' });

@InputType()
class DuplicateStepInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you looked at.' })
  version!: number;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType()
class DecideDuplicateInput extends DuplicateStepInput {
  @Field(() => DuplicateVerdict)
  verdict!: keyof typeof DuplicateVerdict;

  @Field(() => String, { description: 'Up to 500 characters; write no NIK into it.' })
  reason!: string;
}

@InputType()
class ReopenDuplicateInput extends DuplicateStepInput {
  @Field(() => String, { description: 'Up to 500 characters; write no NIK into it.' })
  reason!: string;
}

@InputType()
class MergeDuplicateInput extends DuplicateStepInput {
  @Field(() => ID, { description: 'The person whose record is kept.' })
  keep!: string;
}

@InputType()
class UndoMergeInput extends DuplicateStepInput {
  @Field(() => String, { description: 'Up to 500 characters; write no NIK into it.' })
  reason!: string;
}

/** What a data steward does with the queue. Deciding and merging are two steps on purpose. */
@Resolver()
export class DuplicateDecisionResolver {
  @Mutation(() => DuplicateCandidate, { nullable: true, description: 'Decides whether a pair is one person or two.' })
  @Access('STRUCTURE', { roles: ['DATA_STEWARD'] })
  decideDuplicate(
    @Arg('input', () => DecideDuplicateInput) { verdict, ...input }: DecideDuplicateInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DuplicateRow> {
    return step(context, { ...input, event: verdict === 'SAME' ? 'DECIDED_SAME' : 'DECIDED_DIFFERENT' });
  }

  @Mutation(() => DuplicateCandidate, { nullable: true, description: 'Takes a decision back: the pair is open again.' })
  @Access('STRUCTURE', { roles: ['DATA_STEWARD'] })
  reopenDuplicate(
    @Arg('input', () => ReopenDuplicateInput) input: ReopenDuplicateInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DuplicateRow> {
    return step(context, { ...input, event: 'REOPENED' });
  }

  @Mutation(() => DuplicateCandidate, {
    nullable: true,
    description: 'Merges a pair decided SAME: one record is kept, the other is hidden behind it, nothing is deleted.',
  })
  @Access('STRUCTURE', { roles: ['DATA_STEWARD'] })
  mergeDuplicate(
    @Arg('input', () => MergeDuplicateInput) { keep, ...input }: MergeDuplicateInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DuplicateRow> {
    const { viewer } = context;
    return step(context, { ...input, event: 'MERGED', input: { keep } }, (manager, candidate) =>
      mergeRecords(manager, viewer, candidate, keep.toLowerCase()),
    );
  }

  @Mutation(() => DuplicateCandidate, {
    nullable: true,
    description: 'Undoes a merge: both records are again exactly what they were, and the pair is open.',
  })
  @Access('STRUCTURE', { roles: ['DATA_STEWARD'] })
  undoMerge(
    @Arg('input', () => UndoMergeInput) input: UndoMergeInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DuplicateRow> {
    const { viewer } = context;
    return step(context, { ...input, event: 'MERGE_UNDONE' }, (manager, candidate) =>
      unmergeRecords(manager, viewer, candidate),
    );
  }

  @Mutation(() => [DuplicateCandidate], {
    nullable: true,
    description: 'Searches the registry for duplicates of one person now, without waiting for the next import.',
  })
  @Access('STRUCTURE', { roles: ['DATA_STEWARD'] })
  async findDuplicatesOf(
    @Arg('personId', () => ID) personId: string,
    @Ctx() context: SubgraphContext,
  ): Promise<DuplicateRow[]> {
    if (!(await isVisiblePerson(context, personId))) throw new CodedError('NOT_FOUND', { what: 'person' });
    // What was read before belongs to an older state of the database.
    await context.session.refresh();
    await context.tools.database.bulk(systemActor('duplicates'), (client) => findDuplicatesOf(client, personId));
    return findCandidatesOf(context, personId);
  }
}

function step(context: SubgraphContext, request: Step, effect?: Effect): Promise<DuplicateRow> {
  const scope = context.scope('DuplicateCandidate');
  return context.write((manager) => takeStep(manager, context.viewer, scope, request, effect));
}

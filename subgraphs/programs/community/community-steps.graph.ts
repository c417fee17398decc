import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { readText, TODAY } from '../../../shared/machine';
import type { Records } from '../../../shared/machine';
import { OpeningInput, ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { readVillage } from '../psks/village';
import { COMMUNITY_MACHINE } from './community';
import type { CommunityEvent, CommunityStatus } from './community';
import { CommunityActivity, findCommunityActivity } from './community.graph';

const MOST_PARTNERS = 20;

@InputType()
class ProposeCommunityActivityInput extends OpeningInput {
  @Field(() => String, { description: 'Name of the community, up to 200 characters.' })
  community!: string;

  @Field(() => String, { description: 'Up to 200 characters.' })
  title!: string;

  @Field(() => ID, { description: 'Village, in your jurisdiction.' })
  villageCode!: string;

  @Field(() => Boolean, { description: 'Komunitas Adat Terpencil.' })
  isIndigenous!: boolean;

  @Field(() => Int)
  households!: number;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah.' })
  budget!: number;

  @Field(() => [String], { nullable: true, description: 'Organisations that take part, at most 20.' })
  partners?: string[];
}

@InputType()
class CompleteCommunityActivityInput extends StepInput {
  @Field(() => Int, { description: 'Households the activity reached.' })
  householdsReached!: number;
}

export const COMMUNITY_RECORDS: Records<CommunityStatus, CommunityEvent> = {
  machine: COMMUNITY_MACHINE,
  table: 'community_activity',
  from: 'community_activity a',
  alias: 'a',
  fact: (row) => `jsonb_build_object('villageCode', ${row}.village_code, 'isIndigenous', ${row}.is_indigenous,
    'households', ${row}.households, 'householdsReached', ${row}.households_reached, 'budget', ${row}.budget,
    'status', ${row}.status)`,
};

const named = (text: string, what: string) => readText(text, { what, atLeast: 2, atMost: 200 });

/** What offices and the program do with activities for communities. */
export const CommunityActivityStepsResolver = stepsOf<CommunityStatus, CommunityEvent>({
  records: COMMUNITY_RECORDS,
  type: 'CommunityActivity',
  graphType: () => CommunityActivity,
  find: findCommunityActivity,
  mutations: {
    PROPOSE: begins('proposeCommunityActivity', ProposeCommunityActivityInput, async (manager, status, asked) => {
      const { community, title, households, budget, partners = [], isIndigenous, villageCode } = asked.input;
      if (households < 1) throw new CodedError('BAD_USER_INPUT', { reason: 'a community has households' });
      if (budget < 0) throw new CodedError('BAD_USER_INPUT', { reason: 'a budget is not negative' });
      if (partners.length > MOST_PARTNERS) throw new CodedError('BAD_USER_INPUT', { reason: 'too many partners' });
      const [written]: { id: string }[] = await manager.query(
        `INSERT INTO community_activity (community, title, village_code, is_indigenous, households, budget, partners, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
        [
          ...[named(community, 'community'), named(title, 'title'), readVillage(asked.context.viewer, villageCode)],
          ...[isIndigenous, households, budget, partners.map((partner) => named(partner, 'partner')), status],
        ],
      );
      if (!written) throw new Error('an activity was not written');
      return { id: written.id, evidence: { households, budget } };
    }),
    ASSESS: moves('assessCommunityActivity', StepInput),
    APPROVE: moves('approveCommunityActivity', StepInput),
    REJECT: moves('rejectCommunityActivity', ReasonedStepInput),
    START: moves('startCommunityActivity', StepInput, async (manager, { id }) => {
      await manager.query(`UPDATE community_activity SET started_on = ${TODAY} WHERE id = $1::uuid`, [id]);
      return undefined;
    }),
    COMPLETE: moves('completeCommunityActivity', CompleteCommunityActivityInput, async (manager, { id }, { input }) => {
      const { householdsReached } = input;
      const written: unknown[] = await manager.query(
        `WITH written AS (UPDATE community_activity SET completed_on = ${TODAY}, households_reached = $2
           WHERE id = $1::uuid AND $2 BETWEEN 0 AND households RETURNING id) SELECT id FROM written`,
        [id, householdsReached],
      );
      if (written.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'more households than it has' });
      return { householdsReached };
    }),
    CANCEL: moves('cancelCommunityActivity', ReasonedStepInput),
  },
});

import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Records } from '../../../shared/machine';
import { Access, ReasonedStepInput, StepInput, begins, findHistoryOf, moves, stepsOf } from '../../../shared/subgraph';
import type { HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { FACTS } from '../fact';
import { today } from '../pkh/period';
import { GRADUATION_MACHINE, possibleEvents } from './graduation';
import type { GraduationEvent, GraduationRow, GraduationStatus } from './graduation';
import {
  AppealHearingInput,
  GRADUATION_WORDS,
  GraduationProposalInput,
  GraduationSupportInput,
  GraduationVisitInput,
  RelapseInput,
} from './graduation-args.graph';
import { Graduation } from './graduation.graph';
import { GRADUATIONS, findGraduation } from './graduation.loader';
import { propose } from './propose';
import {
  appealed,
  approved,
  graduated,
  heard,
  refused,
  rejected,
  relapsed,
  verified,
  withdrawn,
} from './graduation-step';
import { signed } from './signing';

export const GRADUATION_RECORDS: Records<GraduationStatus, GraduationEvent> = {
  machine: GRADUATION_MACHINE,
  table: 'graduation',
  from: GRADUATIONS,
  alias: 'g',
  fact: FACTS.graduation,
};

/** What a family, those who accompany it and those who decide do with a graduation. */
export const GraduationStepsResolver = stepsOf<GraduationStatus, GraduationEvent>({
  records: GRADUATION_RECORDS,
  type: 'Graduation',
  graphType: () => Graduation,
  find: findGraduation,
  mutations: {
    PROPOSE: begins('proposeGraduation', GraduationProposalInput, propose),
    VERIFY: moves('verifyGraduation', GraduationVisitInput, verified),
    AGREE: moves('agreeToGraduation', StepInput, signed()),
    REFUSE: moves('refuseGraduation', ReasonedStepInput, signed(refused)),
    WITHDRAW: moves('withdrawGraduation', StepInput, signed(withdrawn)),
    APPROVE: moves('approveGraduation', GraduationSupportInput, approved),
    GRADUATE: moves('completeGraduation', StepInput, graduated),
    APPEAL: moves('appealGraduation', StepInput, signed(appealed)),
    HEAR: moves('recordAppealHearing', AppealHearingInput, heard),
    UPHOLD: moves('upholdAppeal', StepInput),
    REJECT: moves('rejectAppeal', ReasonedStepInput, rejected),
    RELAPSE: moves('reportRelapse', RelapseInput, relapsed),
  },
});

@Resolver(() => Graduation)
export class GraduationHistoryResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Goes up with every step; a step names the one it looked at.',
  })
  @Access('GRADUATION')
  version(@Root() graduation: GraduationRow): number {
    return graduation.version;
  }

  @FieldResolver(() => [GRADUATION_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('GRADUATION')
  allowedEvents(@Root() graduation: GraduationRow, @Ctx() { viewer }: SubgraphContext): GraduationEvent[] {
    return possibleEvents(graduation, viewer.role, today());
  }

  @FieldResolver(() => [GRADUATION_WORDS.History], {
    nullable: true,
    description: 'What happened to it, oldest first.',
  })
  @Access('GRADUATION')
  history(@Root() { id, familyId }: GraduationRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, GRADUATION_MACHINE, id, { familyId });
  }
}

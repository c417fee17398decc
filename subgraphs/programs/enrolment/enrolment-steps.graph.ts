import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, ReasonedStepInput, StepInput, findHistoryOf, moves, stepsOf } from '../../../shared/subgraph';
import type { HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { unlessAsked, unlessHeard } from '../graduation/holding';
import { ENROLMENT_MACHINE } from './enrolment';
import type { EnrolmentEvent, EnrolmentRow, EnrolmentStatus } from './enrolment';
import { ENROLMENT_WORDS } from './enrolment-args.graph';
import { Enrolment } from './enrolment.graph';
import { findEnrolment } from './enrolment.loader';
import { ENROLMENT_RECORDS, ending, explained, going, leaving, resuming } from './enrolment-step';

/** What a program manager does with an enrolment. */
export const EnrolmentStepsResolver = stepsOf<EnrolmentStatus, EnrolmentEvent>({
  records: ENROLMENT_RECORDS,
  type: 'Enrolment',
  graphType: () => Enrolment,
  find: findEnrolment,
  mutations: {
    DESIGNATE: moves('designateEnrolment', StepInput),
    ACTIVATE: moves('activateEnrolment', StepInput),
    SUSPEND: moves('suspendEnrolment', ReasonedStepInput, explained),
    RESUME: moves('resumeEnrolment', StepInput, resuming),
    BEGIN_TRANSITION: moves('beginTransition', StepInput, unlessAsked(going)),
    GRADUATE_NATURALLY: moves('graduateNaturally', StepInput, unlessAsked(ending)),
    GRADUATE_VOLUNTARILY: moves('graduateVoluntarily', StepInput, unlessAsked(ending)),
    DEACTIVATE: moves('deactivateEnrolment', ReasonedStepInput, unlessHeard(leaving)),
    READMIT: 'RULE',
  },
});

@Resolver(() => Enrolment)
export class EnrolmentHistoryResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Goes up with every step; a step names the one it looked at.',
  })
  @Access('ENROLMENT')
  version(@Root() enrolment: EnrolmentRow): number {
    return enrolment.version;
  }

  @FieldResolver(() => [ENROLMENT_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('ENROLMENT')
  allowedEvents(@Root() enrolment: EnrolmentRow, @Ctx() { viewer }: SubgraphContext): EnrolmentEvent[] {
    return allowedEvents(ENROLMENT_MACHINE, enrolment.status, viewer.role);
  }

  @FieldResolver(() => [ENROLMENT_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('ENROLMENT')
  history(@Root() { id, familyId }: EnrolmentRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, ENROLMENT_MACHINE, id, { familyId });
  }
}

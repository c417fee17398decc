import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, connectionOf, findHistoryOf, listConnection, requestedFields } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Assessment } from '../assessment/assessment.graph';
import type { AssessmentRow } from '../assessment/assessment';
import { findAssessments } from '../assessment/assessment.loader';
import { Centre } from '../centre/centre.graph';
import type { CentreRow } from '../centre/centre';
import { findCentre } from '../centre/centre.loader';
import { Certificate } from '../certificate/certificate.graph';
import type { CertificateRow } from '../certificate/certificate';
import { findCertificates } from '../certificate/certificate.loader';
import { CaseNote } from '../note/note.graph';
import type { NoteRow } from '../note/note';
import { findNotes } from '../note/note.loader';
import { JobProfile } from '../job-profile/job-profile.graph';
import { Person } from '../person-ref/person-ref.graph';
import { ServicePlan } from '../plan/plan.graph';
import type { PlanRow } from '../plan/plan';
import { findPlans } from '../plan/plan.loader';
import { CaseProtection } from '../protection/protection.graph';
import type { ProtectionRow } from '../protection/protection';
import { findProtection } from '../protection/protection.loader';
import { Region } from '../region/region.graph';
import { TrainingSession } from '../training/training.graph';
import type { SessionRow } from '../training/training';
import { findAttendance, findSessions } from '../training/training.loader';
import { CASE_MACHINE } from './case';
import type { CaseEvent, CaseRow } from './case';
import { CASE_WORDS, ServiceCaseListArgs } from './case-args.graph';
import { ServiceCase } from './case-type.graph';
import { CASE_LIST, findCase } from './case.loader';

const ServiceCaseConnection = connectionOf('ServiceCase', () => ServiceCase);

@Resolver(() => ServiceCase)
export class CaseResolver {
  @Query(() => ServiceCase, { nullable: true, description: 'One case by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  serviceCase(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    return findCase(context, id, info);
  }

  @Query(() => ServiceCaseConnection, { description: 'Cases you may see.' })
  @Access('STRUCTURE')
  serviceCases(
    @Args(() => ServiceCaseListArgs) args: ServiceCaseListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CaseRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, CASE_LIST, context.scope('ServiceCase'), request, info);
  }

  @FieldResolver(() => Centre, { nullable: true })
  @Access('PPKS')
  centre(
    @Root() { centreId }: CaseRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, centreId, requestedFields(info));
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Where the person was met last.' })
  @Access('PPKS')
  place(@Root() { regionCode }: CaseRow): Region {
    return { code: regionCode };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'null before the intake, and for whom nobody knows yet.',
  })
  @Access('PSEUDONYM')
  person(@Root() { personId }: CaseRow): { id: string } | null {
    return personId === null ? null : { id: personId };
  }

  @FieldResolver(() => [CASE_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('PPKS')
  allowedEvents(@Root() { status }: CaseRow, @Ctx() { viewer }: SubgraphContext): CaseEvent[] {
    return allowedEvents(CASE_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => JobProfile, {
    nullable: true,
    description: 'What matching looks at; null for who was never called ready for work.',
  })
  @Access('SKILL')
  jobProfile(@Root() served: CaseRow): object | null {
    const { skillCodes, skillLevels, readySince, ...profile } = served;
    if (readySince === null) return null;
    return { ...profile, readySince, skills: skillCodes.map((code, index) => ({ code, level: skillLevels[index] })) };
  }

  @FieldResolver(() => CaseProtection, {
    nullable: true,
    description: 'For the team named for the case; null for everybody else, as where nothing is protected.',
  })
  @Access('STRUCTURE')
  protection(@Root() { id }: CaseRow, @Ctx() context: SubgraphContext): Promise<ProtectionRow | undefined> {
    return findProtection(context, id);
  }
}

/** What is written about a case. */
@Resolver(() => ServiceCase)
export class CaseFileResolver {
  @FieldResolver(() => [CASE_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('ASSESSMENT')
  history(@Root() { id, personId }: CaseRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, CASE_MACHINE, id, { personId });
  }

  @FieldResolver(() => [Assessment], { nullable: true, description: 'Asesmen, oldest first.' })
  @Access('ASSESSMENT')
  assessments(
    @Root() { id }: CaseRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssessmentRow[]> {
    return findAssessments(context, id, info);
  }

  @FieldResolver(() => [ServicePlan], { nullable: true, description: 'Rencana layanan, oldest first.' })
  @Access('ASSESSMENT')
  plans(
    @Root() { id }: CaseRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PlanRow[]> {
    return findPlans(context, id, info);
  }

  @FieldResolver(() => [TrainingSession], { nullable: true, description: 'Pertemuan pelatihan, oldest first.' })
  @Access('ASSESSMENT')
  sessions(
    @Root() { id }: CaseRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SessionRow[]> {
    return findSessions(context, id, info);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Kehadiran: percent of the recorded sessions of this episode the person came to; null without any.',
  })
  @Access('ASSESSMENT')
  attendancePercent(@Root() { id }: CaseRow, @Ctx() context: SubgraphContext): Promise<number | undefined> {
    return findAttendance(context, id);
  }

  @FieldResolver(() => [CaseNote], { nullable: true, description: 'Catatan, oldest first.' })
  @Access('ASSESSMENT')
  notes(
    @Root() { id }: CaseRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NoteRow[]> {
    return findNotes(context, id, info);
  }

  @FieldResolver(() => [Certificate], { nullable: true, description: 'Sertifikat, oldest first.' })
  @Access('SKILL')
  certificates(
    @Root() { id }: CaseRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CertificateRow[]> {
    return findCertificates(context, id, info);
  }
}

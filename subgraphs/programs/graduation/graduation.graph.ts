import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { Enrolment } from '../enrolment/enrolment.graph';
import { findEnrolment, findReentry } from '../enrolment/enrolment.loader';
import { Family } from '../family-ref/family-ref.graph';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import type { GraduationFact, GraduationRow } from './graduation';
import { GRADUATION_LIST, findGraduation, findGraduations, findGraduationsOfFamily } from './graduation.loader';
import {
  GRADUATION_WORDS,
  GraduationGroundEnum,
  GraduationListArgs,
  RefusalReasonEnum,
  RejectionReasonEnum,
  SupportKindEnum,
} from './graduation-args.graph';

@GraphType('GraduationEvidence', 'A fact a rule found when a graduation was proposed, as it stood then (bukti).')
export class GraduationEvidence {
  @Field(() => GraduationGroundEnum, { nullable: true })
  @Access('GRADUATION')
  ground?: string;

  @Field(() => String, { nullable: true, description: 'Code of the rule.' })
  @Access('GRADUATION')
  rule?: string;

  @Field(() => Int, { nullable: true, description: 'Components carried, or the desil of the family.' })
  @Access('GRADUATION')
  value?: number;

  @Field(() => Int, { nullable: true, description: 'Components it takes, or the highest desil of the program.' })
  @Access('GRADUATION')
  limit?: number;

  @Field(() => String, { nullable: true, description: 'Regulation the rule rests on (dasar hukum).' })
  @Access('GRADUATION')
  legalRef?: string;
}

@Key('id')
@GraphType('Graduation', 'How a family leaves a program (graduasi).')
export class Graduation {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => GRADUATION_WORDS.Status, { nullable: true })
  @Access('GRADUATION')
  status?: string;

  @Field(() => GraduationGroundEnum, { nullable: true })
  @Access('GRADUATION')
  ground?: string;

  @Field(() => String, { nullable: true, description: 'Role that proposed it (pengusul); SYSTEM for a rule.' })
  @Access('GRADUATION')
  proposedBy?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Tanggal usulan.' })
  @Access('GRADUATION')
  proposedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the household was visited.' })
  @Access('GRADUATION')
  visitedOn?: string;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Whole rupiah a month for each member of the household.',
  })
  @Access('GRADUATION')
  incomePerHead?: number;

  @Field(() => [SupportKindEnum], { nullable: true, description: 'What supports the family on its way out.' })
  @Access('GRADUATION')
  supportKinds?: string[];

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day of support; aid does not end before.' })
  @Access('GRADUATION')
  supportUntil?: string;

  @Field(() => RefusalReasonEnum, { nullable: true, description: 'Why the family refused (alasan menolak).' })
  @Access('GRADUATION')
  refusalReason?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day to appeal (batas waktu banding).' })
  @Access('GRADUATION')
  appealUntil?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the panel heard the family.' })
  @Access('GRADUATION')
  heardOn?: string;

  @Field(() => RejectionReasonEnum, { nullable: true, description: 'Why the appeal was rejected (alasan penolakan).' })
  @Access('GRADUATION')
  rejectionReason?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day aid ended (tanggal graduasi).' })
  @Access('GRADUATION')
  graduatedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day the family needed aid again (tanggal kambuh).' })
  @Access('GRADUATION')
  relapsedOn?: string;
}

const GraduationConnection = connectionOf('Graduation', () => Graduation);

@Resolver(() => Graduation)
export class GraduationResolver {
  @Query(() => Graduation, { nullable: true, description: 'One graduation by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  graduation(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GraduationRow | undefined> {
    return findGraduation(context, id, info);
  }

  @Query(() => GraduationConnection, { description: 'Graduations you may see.' })
  @Access('STRUCTURE')
  graduations(
    @Args(() => GraduationListArgs) args: GraduationListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<GraduationRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, GRADUATION_LIST, context.scope('Graduation'), request, info);
  }

  @FieldResolver(() => Enrolment, { nullable: true, description: 'The enrolment the family leaves.' })
  @Access('GRADUATION')
  enrolment(
    @Root() graduation: GraduationRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow | undefined> {
    return findEnrolment(context, graduation.enrolmentId, info);
  }

  @FieldResolver(() => Program, { nullable: true })
  @Access('GRADUATION')
  program(@Root() graduation: GraduationRow, @Ctx() context: SubgraphContext): Promise<ProgramRow | undefined> {
    return findProgram(context, graduation.programCode);
  }

  @FieldResolver(() => [GraduationEvidence], {
    nullable: true,
    description: 'What the rules of the platform found when it was proposed, whoever proposed it.',
  })
  @Access('GRADUATION')
  evidence(@Root() { evidence, familyId }: GraduationRow): (GraduationFact & { familyId: string })[] {
    return evidence.map((fact) => ({ ...fact, familyId }));
  }

  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The enrolment with which the family came back after a relapse.',
  })
  @Access('GRADUATION')
  reentry(
    @Root() graduation: GraduationRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow | undefined> {
    return findReentry(context, graduation.enrolmentId, info);
  }
}

@Resolver(() => Family)
export class GraduationsOfFamilyResolver {
  @FieldResolver(() => [Graduation], { nullable: true, description: 'Ways out of its programs, oldest first.' })
  @Access('GRADUATION')
  graduations(
    @Root() family: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GraduationRow[]> {
    return findGraduationsOfFamily(context, family.id, info);
  }
}

@Resolver(() => Enrolment)
export class GraduationsOfEnrolmentResolver {
  @FieldResolver(() => [Graduation], { nullable: true, description: 'Ways out of the program, oldest first.' })
  @Access('GRADUATION')
  graduations(
    @Root() enrolment: EnrolmentRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GraduationRow[]> {
    return findGraduations(context, enrolment.id, info);
  }
}

import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { Enrolment } from '../enrolment/enrolment.graph';
import { findEnrolment } from '../enrolment/enrolment.loader';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { findProgram } from '../program/program.loader';
import type { GraduationRow } from './graduation';
import { GRADUATION_LIST, findGraduation, findGraduations } from './graduation.loader';
import {
  GRADUATION_WORDS,
  GraduationGroundEnum,
  GraduationListArgs,
  RefusalReasonEnum,
  SupportKindEnum,
} from './graduation-args.graph';

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

  @Field(() => SupportKindEnum, { nullable: true, description: 'What supports the family on its way out.' })
  @Access('GRADUATION')
  supportKind?: string;

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

  @Field(() => GraphQLDate, { nullable: true, description: 'Day aid ended (tanggal graduasi).' })
  @Access('GRADUATION')
  graduatedOn?: string;
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

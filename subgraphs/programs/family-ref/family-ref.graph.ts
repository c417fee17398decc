import { GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, ID, Info, Int, Resolver, Root } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ForbiddenCombination } from '../combination/conflict.graph';
import type { ConflictRow } from '../combination/conflict';
import { findConflictsOfFamily } from '../combination/conflict.loader';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { findEnrolmentsOfFamily } from '../enrolment/enrolment.loader';
import { ProgramAid } from '../payment/payment.graph';
import { findAid } from '../payment/payment.loader';
import type { AidRow } from '../payment/payment.loader';

/** What this subgraph adds to a family. Descriptions are those of the owner: composition wants them alike. */
@Key('id')
@GraphType('Family', 'A family (keluarga: one KK). A family that receives aid is a KPM.')
export class Family {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;
}

@Resolver(() => Family)
export class FamilyResolver {
  @FieldResolver(() => [Enrolment], { nullable: true, description: 'Programs the family takes or took part in.' })
  @Access('ENROLMENT')
  async enrolments(
    @Root() family: { id: string },
    @Arg('programCode', () => ID, { nullable: true, description: 'Of this program only.' })
    programCode: string | undefined,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow[]> {
    const rows = await findEnrolmentsOfFamily(context, family.id, info);
    return programCode === undefined ? rows : rows.filter((row) => row.programCode === programCode);
  }

  @FieldResolver(() => [ProgramAid], {
    nullable: true,
    description: 'Sums of the payments for periods of a year, by program; programs without payments are left out.',
  })
  @Access('ENROLMENT')
  aidTotal(
    @Root() family: { id: string },
    @Arg('year', () => Int) year: number,
    @Ctx() context: SubgraphContext,
  ): Promise<AidRow[]> {
    return findAid(context, family.id, checked(year));
  }

  @FieldResolver(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Whole rupiah of a year that reached the family, of all programs you may see together.',
  })
  @Access('ENROLMENT')
  async aidReceived(
    @Root() family: { id: string },
    @Arg('year', () => Int) year: number,
    @Ctx() context: SubgraphContext,
  ): Promise<number> {
    const aid = await findAid(context, family.id, checked(year));
    return aid.reduce((sum, { received }) => sum + received, 0);
  }

  @FieldResolver(() => [ForbiddenCombination], {
    nullable: true,
    description: 'Enrolments at a time that a rule forbids, with the rule; those that are over too.',
  })
  @Access('ENROLMENT')
  forbiddenCombinations(
    @Root() family: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConflictRow[]> {
    return findConflictsOfFamily(context, family.id, info);
  }
}

function checked(year: number): number {
  if (year >= 2000 && year <= 2100) return year;
  throw new CodedError('BAD_USER_INPUT', { reason: 'year is from 2000 to 2100' });
}

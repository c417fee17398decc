import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { LineOfBusinessEnum } from '../business/vocabulary.graph';
import { Family } from '../family-ref/family-ref.graph';
import { Person } from '../person-ref/person-ref.graph';
import type { KubeMemberRow, KubeMonthRow, KubeRow } from './kube';
import {
  KUBE_WORDS,
  KubeGroupListArgs,
  KubeMemberStateEnum,
  KubeOfficeEnum,
  KubeReportStateEnum,
  KubeRuleEnum,
} from './kube-inputs.graph';
import type { KubeFinding } from './kube-rules';
import {
  KUBE_LIST,
  findFindings,
  findGroupsOfFamily,
  findKubeGroup,
  findMembers,
  findSavings,
  findTurnover,
} from './kube.loader';

@Key('id')
@GraphType('KubeGroup', 'A joint business group of family heads of one village (kelompok usaha bersama).')
export class KubeGroup {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => String, { nullable: true })
  @Access('ENROLMENT')
  name?: string;

  @Field(() => LineOfBusinessEnum, { nullable: true })
  @Access('ENROLMENT')
  lineOfBusiness?: string;

  @Field(() => String, { nullable: true, description: 'Kemendagri code of the village.' })
  @Access('CONTACT')
  villageCode?: string;

  @Field(() => KUBE_WORDS.Status, { nullable: true })
  @Access('ENROLMENT')
  status?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  proposedOn?: string;

  @Field(() => String, { nullable: true, description: 'Number of the office’s letter of recommendation.' })
  @Access('ENROLMENT')
  recommendation?: string;

  @Field(() => String, { nullable: true, description: 'Number of the decree that names the group.' })
  @Access('ENROLMENT')
  decree?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  designatedOn?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah paid to the account of the group.' })
  @Access('ENROLMENT')
  grantAmount?: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  grantedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day for the report on the grant (LPJ).' })
  @Access('ENROLMENT')
  reportDueOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  reportedOn?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah of the grant that were spent.' })
  @Access('ENROLMENT')
  reportedAmount?: number;

  @Field(() => KubeReportStateEnum, { nullable: true })
  @Access('ENROLMENT')
  reportState?: string;
}

@GraphType('KubeMember', 'A family head in a KUBE (anggota).')
export class KubeMember {
  @Field(() => KubeOfficeEnum, { nullable: true })
  @Access('ENROLMENT')
  office?: string;

  @Field(() => KubeMemberStateEnum, { nullable: true })
  @Access('ENROLMENT')
  state?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  joinedOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  leftOn?: string;
}

@GraphType('KubeSaving', 'Solidarity savings of a group in a month (iuran kesetiakawanan sosial).')
export class KubeSaving {
  @Field(() => String, { nullable: true, description: 'As 2026-07.' })
  @Access('ENROLMENT')
  month?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah.' })
  @Access('ENROLMENT')
  amount?: number;

  @Field(() => Int, { nullable: true, description: 'Members who paid.' })
  @Access('ENROLMENT')
  payers?: number;
}

@GraphType('KubeTurnover', 'Turnover of a group in a month (omzet).')
export class KubeTurnover {
  @Field(() => String, { nullable: true, description: 'As 2026-07.' })
  @Access('ENROLMENT')
  month?: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Whole rupiah.' })
  @Access('ENROLMENT')
  amount?: number;
}

@GraphType('KubeFinding', 'A rule of membership that is broken (syarat yang belum terpenuhi).')
export class KubeFindingType {
  @Field(() => KubeRuleEnum, { nullable: true })
  @Access('GENERAL')
  rule?: string;

  @Field(() => String, { nullable: true })
  @Access('GENERAL')
  reason?: string;
}

const KubeGroupConnection = connectionOf('KubeGroup', () => KubeGroup);

@Resolver(() => KubeGroup)
export class KubeGroupResolver {
  @Query(() => KubeGroup, { nullable: true, description: 'One group by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  kubeGroup(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<KubeRow | undefined> {
    return findKubeGroup(context, id, info);
  }

  @Query(() => KubeGroupConnection, { description: 'Groups you may see.' })
  @Access('STRUCTURE')
  kubeGroups(
    @Args(() => KubeGroupListArgs) args: KubeGroupListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<KubeRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, KUBE_LIST, context.scope('KubeGroup'), request, info);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Account of the group.' })
  @Access('ACCOUNT')
  accountNumber(@Root() group: KubeRow, @Ctx() context: SubgraphContext): string | undefined {
    return group.accountSealed === null ? undefined : context.tools.cipher.open(group.accountSealed);
  }

  @FieldResolver(() => [KubeMember], {
    nullable: true,
    description: 'Members you may see, officers first; citizens see their own membership only.',
  })
  @Access('ENROLMENT')
  members(
    @Root() group: KubeRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<KubeMemberRow[]> {
    return findMembers(context, group.id, info);
  }

  @FieldResolver(() => [KubeSaving], { nullable: true, description: 'Latest month first.' })
  @Access('ENROLMENT')
  savings(
    @Root() group: KubeRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<KubeMonthRow[]> {
    return findSavings(context, group.id, info);
  }

  @FieldResolver(() => [KubeTurnover], { nullable: true, description: 'Latest month first.' })
  @Access('ENROLMENT')
  turnover(
    @Root() group: KubeRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<KubeMonthRow[]> {
    return findTurnover(context, group.id, info);
  }

  @FieldResolver(() => [KubeFindingType], {
    nullable: true,
    description: 'Rules that are broken today by members you may see, or by the group; with none it can be verified.',
  })
  @Access('GENERAL')
  membershipFindings(@Root() group: KubeRow, @Ctx() context: SubgraphContext): Promise<KubeFinding[]> {
    return findFindings(context, group.id);
  }
}

@Resolver(() => KubeMember)
export class KubeMemberResolver {
  @FieldResolver(() => Person, { nullable: true })
  @Access('PSEUDONYM')
  person(@Root() member: KubeMemberRow): { id: string } {
    return { id: member.personId };
  }

  @FieldResolver(() => Family, { nullable: true })
  @Access('PSEUDONYM')
  family(@Root() member: KubeMemberRow): { id: string } {
    return { id: member.familyId };
  }
}

@Resolver(() => KubeFindingType)
export class KubeFindingResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'Whose membership breaks it; null: the group does.' })
  @Access('PSEUDONYM')
  person(@Root() { personId }: KubeFinding): { id: string } | null {
    return personId === null ? null : { id: personId };
  }
}

@Resolver(() => Family)
export class FamilyKubeResolver {
  @FieldResolver(() => [KubeGroup], { nullable: true, description: 'Business groups the family is or was in.' })
  @Access('ENROLMENT')
  kubeGroups(
    @Root() family: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<KubeRow[]> {
    return findGroupsOfFamily(context, family.id, info);
  }
}

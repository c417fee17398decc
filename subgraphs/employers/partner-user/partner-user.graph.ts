import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, ReasonedStepInput, begins, findHistoryOf, moves, stepsOf } from '../../../shared/subgraph';
import type { HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { acceptInvitation, codeShown, invite } from './invitation';
import { setMailWish } from './mail-wish';
import { PARTNER_USER_MACHINE, PARTNER_USER_RECORDS, maskEmail } from './partner-user';
import type { PartnerUserEvent, PartnerUserRow, PartnerUserStatus } from './partner-user';
import {
  AcceptInvitationInput,
  ChangeRoleInput,
  InvitePartnerUserInput,
  MailWishInput,
} from './partner-user-inputs.graph';
import { changeRole, remove } from './partner-user-step';
import { PARTNER_USER_WORDS, PartnerUser } from './partner-user-type.graph';
import { findPartnerUser } from './partner-user.loader';

/** What happens to accounts of partners, beside what everybody does with the own one. */
export const PartnerUserStepsResolver = stepsOf<PartnerUserStatus, PartnerUserEvent>({
  records: PARTNER_USER_RECORDS,
  type: 'PartnerUser',
  graphType: () => PartnerUser,
  find: findPartnerUser,
  mutations: {
    INVITE: begins('invitePartnerUser', InvitePartnerUserInput, invite),
    ACCEPT: 'ELSEWHERE',
    CHANGE_ROLE: moves('changePartnerUserRole', ChangeRoleInput, changeRole),
    SET_MAIL: 'ELSEWHERE',
    REMOVE: moves('removePartnerUser', ReasonedStepInput, remove),
  },
});

@Resolver(() => PartnerUser)
export class PartnerUserResolver {
  @Mutation(() => PartnerUser, {
    nullable: true,
    description:
      'Takes an invitation: binds your own account to the partner. It takes the code, within the days of it.',
  })
  @Access('STRUCTURE', { roles: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Partial<PartnerUserRow> | undefined> {
    const { id, status, version } = await acceptInvitation(context, input);
    const user = await findPartnerUser(context, id, info);
    return user && { ...user, status, version };
  }

  @Mutation(() => PartnerUser, {
    nullable: true,
    description: 'Says whether your own account wants mail of what waits for an answer.',
  })
  @Access('STRUCTURE', { roles: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] })
  async setMailWish(
    @Arg('input', () => MailWishInput) input: MailWishInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Partial<PartnerUserRow> | undefined> {
    const { id, status, version } = await setMailWish(context, input);
    const user = await findPartnerUser(context, id, info);
    return user && { ...user, status, version };
  }

  @FieldResolver(() => String, { nullable: true, description: 'Mailbox, masked: `a***@example.com`.' })
  @Access('SYSTEM')
  email(@Root() { emailSealed }: PartnerUserRow, @Ctx() { tools }: SubgraphContext): string | undefined {
    return emailSealed === null ? undefined : maskEmail(tools.cipher.open(emailSealed));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Code of the invitation: in the answer that made it and never again. Hand it over yourself.',
  })
  @Access('AGREEMENT')
  invitationCode(@Root() { id }: PartnerUserRow, @Ctx() context: SubgraphContext): string | undefined {
    return codeShown(context, id);
  }

  @FieldResolver(() => [PARTNER_USER_WORDS.Event], { nullable: true, description: 'What your role may let happen.' })
  @Access('AGREEMENT')
  allowedEvents(@Root() { status, subject }: PartnerUserRow, @Ctx() { viewer }: SubgraphContext): PartnerUserEvent[] {
    const events = allowedEvents(PARTNER_USER_MACHINE, status, viewer.role);
    return subject === viewer.subject ? events : events.filter((event) => event !== 'SET_MAIL');
  }

  @FieldResolver(() => [PARTNER_USER_WORDS.History], { nullable: true, description: 'What happened, oldest first.' })
  @Access('AGREEMENT')
  history(@Root() { id }: PartnerUserRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, PARTNER_USER_MACHINE, id, {});
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { Parameters, isUuid, onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { ReferralRow } from './referral';
import { RetentionReportInput } from './referral-inputs.graph';
import { Referral } from './referral-type.graph';
import { REFERRALS, findReferral } from './referral.loader';
import { writeReport } from './retention-step';

/** What partners report. */
@Resolver()
export class RetentionReportResolver {
  @Mutation(() => Referral, {
    nullable: true,
    description:
      'Reports that somebody is still at work, around the day on which three, six or twelve months are full.',
  })
  @Access('STRUCTURE', { roles: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] })
  async reportRetention(
    @Arg('input', () => RetentionReportInput) input: RetentionReportInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralRow | undefined> {
    const { clientKey: key, ...asked } = input;
    const { subject } = context.viewer;
    await context.write(async (manager) => {
      await lockReferral(manager, context, asked.referralId);
      await onceForKey(manager, { subject, key, input: { reportRetention: { ...asked } } }, async () => {
        await writeReport(manager, context, asked.referralId, asked);
        return {};
      });
    });
    return findReferral(context, asked.referralId, info);
  }
}

/** Lets nobody move the referral meanwhile. @throws CodedError NOT_FOUND */
async function lockReferral(manager: WriteManager, context: SubgraphContext, id: string): Promise<void> {
  const scope = context.scope('Referral');
  if (scope.kind !== 'NOWHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const found: object[] = await manager.query(
      `SELECT FROM ${REFERRALS} WHERE r.id = ${bind(id)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF r`,
      values,
    );
    if (found.length > 0) return;
  }
  throw new CodedError('NOT_FOUND', { what: 'referral' });
}

import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, enumOf, machineWords } from '../../../shared/subgraph';
import { PARTNER_ROLES, PARTNER_USER_MACHINE } from './partner-user';

export const PartnerRoleEnum = enumOf('PartnerRole', 'What an account at a partner may be.', PARTNER_ROLES);
export const PARTNER_USER_WORDS = machineWords(PARTNER_USER_MACHINE, 'PartnerUser', 'AGREEMENT');

@GraphType('PartnerUser', 'An account at a partner (akun mitra); whose it is stands at the issuer.')
export class PartnerUser {
  @Field(() => ID, { nullable: true })
  @Access('AGREEMENT')
  id?: string;

  @Field(() => PartnerRoleEnum, { nullable: true })
  @Access('AGREEMENT')
  role?: string;

  @Field(() => PARTNER_USER_WORDS.Status, { nullable: true })
  @Access('AGREEMENT')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('AGREEMENT')
  version?: number;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'Until when the invitation can be taken.' })
  @Access('AGREEMENT')
  invitedUntil?: Date;
}

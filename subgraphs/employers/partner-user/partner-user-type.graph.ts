import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, enumOf, machineWords } from '../../../shared/subgraph';
import { PARTNER_ROLES, PARTNER_USER_MACHINE } from './partner-user';

export const PartnerRoleEnum = enumOf('PartnerRole', 'What an account at a partner may be.', PARTNER_ROLES);
export const PARTNER_USER_WORDS = machineWords(PARTNER_USER_MACHINE, 'PartnerUser', 'AGREEMENT');

@GraphType('PartnerUser', 'An account at a partner (akun mitra); whose it is stands at the issuer.')
export class PartnerUser {
  @Field(() => ID)
  @Access('STRUCTURE')
  id!: string;

  @Field(() => PartnerRoleEnum, { nullable: true })
  @Access('AGREEMENT')
  role?: string;

  // Who takes an invitation may have a token that names no partner yet, to which everything of partners is refused.
  @Field(() => PARTNER_USER_WORDS.Status)
  @Access('STRUCTURE')
  status!: string;

  @Field(() => Int, { description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('STRUCTURE')
  version!: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether it wants mail of what waits for an answer.' })
  @Access('AGREEMENT')
  wantsMail?: boolean;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'Until when the invitation can be taken.' })
  @Access('AGREEMENT')
  invitedUntil?: Date;
}

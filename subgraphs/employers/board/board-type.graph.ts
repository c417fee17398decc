import { GraphQLDateTime } from 'graphql-scalars';
import { Field } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import { REFERRAL_WORDS } from '../referral/referral-args.graph';

@GraphType('ReferralBoardEvent', 'Something that happened to a referral of yours.')
export class ReferralBoardEvent {
  @Field(() => String, { description: 'Goes on after this event.' })
  @Access('STRUCTURE')
  cursor!: string;

  @Field(() => REFERRAL_WORDS.Event, { nullable: true })
  @Access('REFERRAL')
  event?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('REFERRAL')
  at?: Date;
}

@GraphType('ReferralEventPage', 'What happened to referrals of yours after a cursor, oldest first.')
export class ReferralEventPage {
  @Field(() => [ReferralBoardEvent])
  @Access('STRUCTURE')
  events!: ReferralBoardEvent[];

  @Field(() => String, { description: 'Where to go on. It stays as it was while there is nothing new.' })
  @Access('STRUCTURE')
  cursor!: string;

  @Field(() => Boolean, {
    description: 'There is more: ask on at once, or, where the cursor has stayed as it was, in a moment.',
  })
  @Access('STRUCTURE')
  hasMore!: boolean;
}

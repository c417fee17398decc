import { Field, ID, InputType } from 'type-graphql';
import { OpeningInput, StepInput } from '../../../shared/subgraph';
import type { PartnerRole } from './partner-user';
import { PartnerRoleEnum } from './partner-user-type.graph';

@InputType({ description: 'An invitation to work for a partner.' })
export class InvitePartnerUserInput extends OpeningInput {
  @Field(() => ID)
  employerId!: string;

  @Field(() => PartnerRoleEnum)
  role!: PartnerRole;

  @Field(() => String, { description: 'Mailbox of whoever is invited; shown masked ever after.' })
  email!: string;
}

@InputType({ description: 'An invitation that is taken; id, version and code stand in it.' })
export class AcceptInvitationInput extends StepInput {
  @Field(() => String)
  code!: string;
}

@InputType({ description: 'Another role.' })
export class ChangeRoleInput extends StepInput {
  @Field(() => PartnerRoleEnum)
  role!: PartnerRole;
}

@InputType({ description: 'Whether the own account wants mail.' })
export class MailWishInput extends StepInput {
  @Field(() => Boolean)
  wantsMail!: boolean;
}

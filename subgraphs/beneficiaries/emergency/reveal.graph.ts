import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver, registerEnumType } from 'type-graphql';
import { decisionFor } from '../../../shared/access';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ROLES } from '../../../shared/viewer';
import { revealIdentifier } from './reveal';
import type { IdentifierField, Revealed } from './reveal';

const IdentifierFieldEnum = { NIK: 'NIK', KK: 'KK' } as const satisfies Record<IdentifierField, IdentifierField>;
registerEnumType(IdentifierFieldEnum, {
  name: 'IdentifierField',
  description: 'A number that names a person or family.',
});

/** Whom the policy lets see the whole number once. */
const MAY_REVEAL = ROLES.filter((role) => decisionFor(role, 'IDENTIFIER').some(({ reveal }) => reveal === true));

@GraphType('RevealedIdentifier', 'One identifier in full, in this answer only.')
class RevealedIdentifier {
  // Whoever gets this object has been judged by IDENTIFIER on the row; that group itself would only mask the value again.
  @Field(() => String, { nullable: true, description: 'Null for a person without a NIK.' })
  @Access('STRUCTURE', { roles: MAY_REVEAL })
  value?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('STRUCTURE')
  revealedAt?: Date;
}

@InputType()
class RevealIdentifierInput {
  @Field(() => ID)
  person!: string;

  @Field(() => IdentifierFieldEnum)
  field!: IdentifierField;

  @Field(() => String, { description: 'Up to 500 characters; write no NIK into it.' })
  reason!: string;

  @Field(() => String, {
    description: 'A key of your own: within a minute it gives the same answer again, later none.',
  })
  clientKey!: string;
}

/** What the read ledger calls a revealed value: the field that is masked everywhere else, of the person it was asked for. */
const REVEALED = {
  NIK: { coordinate: 'Person.nik', group: 'IDENTIFIER', subject: { kind: 'person', property: 'personId' } },
  KK: { coordinate: 'Family.kkNumber', group: 'IDENTIFIER', subject: { kind: 'person', property: 'personId' } },
} as const;

@Resolver()
export class RevealResolver {
  @Mutation(() => RevealedIdentifier, {
    nullable: true,
    description:
      'Shows a NIK or KK number that you otherwise see masked: one value, once, written down with your reason.',
  })
  @Access('STRUCTURE', { roles: MAY_REVEAL })
  async revealIdentifier(
    @Arg('input', () => RevealIdentifierInput) input: RevealIdentifierInput,
    @Ctx() context: SubgraphContext,
  ): Promise<Revealed> {
    const { viewer, tools } = context;
    const asking = {
      viewer,
      persons: context.scope('Person'),
      families: context.scope('Family'),
      cipher: tools.cipher,
      hash: tools.hashSubject,
    };
    const revealed = await context.write((manager) => revealIdentifier(manager, asking, input));
    context.reads.addValue(REVEALED[input.field], revealed.personId);
    return revealed;
  }
}

import { Field } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import { PROTECTED_PPKS_TYPES } from '../case/vocabulary';

export const ProtectedPpksTypeEnum = enumOf(
  'ProtectedPpksType',
  'Jenis PPKS yang dilindungi: types that stigmatise or endanger.',
  PROTECTED_PPKS_TYPES,
);

@GraphType('CaseProtection', 'What only the team named for a case knows about it.')
export class CaseProtection {
  @Field(() => [ProtectedPpksTypeEnum], { nullable: true })
  @Access('PPKS_PROTECTED')
  types?: string[];

  @Field(() => [String], { nullable: true, description: 'Accounts of the named officers.' })
  @Access('PPKS_PROTECTED')
  team?: string[];
}

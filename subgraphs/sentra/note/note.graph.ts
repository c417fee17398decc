import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import { NOTE_KINDS } from './note';

export const NoteKindEnum = enumOf('CaseNoteKind', 'Jenis catatan.', NOTE_KINDS);

@GraphType('CaseNote', 'What a social worker noted (catatan kasus).')
export class CaseNote {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => Int, { nullable: true, description: 'Of which opening of the case.' })
  @Access('ASSESSMENT')
  episode?: number;

  @Field(() => NoteKindEnum, { nullable: true })
  @Access('ASSESSMENT')
  kind?: string;

  @Field(() => String, { nullable: true })
  @Access('ASSESSMENT')
  text?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('ASSESSMENT')
  writtenAt?: Date;
}

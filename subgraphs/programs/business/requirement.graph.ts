import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { BatchSource } from '../../../shared/database';
import { Access, GraphType, enumOf, loadMany } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Program } from '../program/program.graph';
import type { ProgramRow } from '../program/program';
import { ConfidenceEnum } from '../program/vocabulary.graph';
import { REQUIREMENTS } from './requirement';
import type { RequirementRow } from './requirement';

const RequirementEnum = enumOf('Requirement', 'What a program asks for (syarat), as a number.', REQUIREMENTS);

@GraphType('ProgramRequirement', 'A number a program asks for, with the days it holds (syarat program).')
export class ProgramRequirement {
  @Field(() => RequirementEnum)
  @Access('REFERENCE')
  requirement!: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'null: no lower limit.' })
  @Access('REFERENCE')
  minimum?: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'null: no upper limit.' })
  @Access('REFERENCE')
  maximum?: number;

  @Field(() => GraphQLDate, { description: 'First day it holds.' })
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day it holds; null while it holds.' })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Regulation it rests on (dasar hukum); null: none is in the sources.',
  })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  confidence!: string;

  @Field(() => String, { nullable: true })
  @Access('REFERENCE')
  note?: string;
}

const columns = {
  programCode: 'd.program_code',
  requirement: 'd.requirement',
  minimum: 'd.minimum',
  maximum: 'd.maximum',
  validFrom: 'd.valid_from',
  validTo: 'd.valid_to',
  legalRef: 'd.legal_ref',
  confidence: 'd.confidence',
  note: 'd.note',
};
const requirements: BatchSource = {
  from: 'program_requirement d',
  key: { column: 'd.program_code', type: 'text', property: 'programCode' },
  projection: { columns, always: Object.keys(columns) },
  orderBy: 'd.requirement, d.valid_from DESC',
};

@Resolver(() => Program)
export class ProgramRequirementsResolver {
  @FieldResolver(() => [ProgramRequirement], { description: 'Numbers the program asks for, newest first.' })
  @Access('REFERENCE')
  requirements(@Root() program: ProgramRow, @Ctx() context: SubgraphContext): Promise<RequirementRow[]> {
    return loadMany<RequirementRow>(context, 'Program', requirements, program.code, []);
  }
}

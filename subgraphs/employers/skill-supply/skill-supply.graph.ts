import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Region } from '../region/region.graph';
import { findSupply } from './skill-supply.loader';
import type { SupplyRow } from './skill-supply.loader';

@GraphType('SkillSupply', 'How many people with a skill are ready for work in a regency.')
export class SkillSupply {
  @Field(() => String)
  @Access('STATISTICS')
  skill!: string;

  @Field(() => Int, { description: 'Rounded to five.' })
  @Access('STATISTICS')
  people!: number;

  @Field(() => GraphQLDate, { description: 'The day it was counted.' })
  @Access('STATISTICS')
  asOf!: string;
}

@Resolver(() => SkillSupply)
export class SkillSupplyResolver {
  @Query(() => [SkillSupply], {
    description:
      'Who is ready for work, counted by skill and regency; for partners whose agreement on data is in force, and officers. Cells of ' +
      'ten or more, rounded to five, as of a day: a cell changes only when ten or more came or went.',
  })
  @Access('STATISTICS', {
    roles: [
      'PARTNER_RECRUITER',
      'PARTNER_ADMIN',
      'SENTRA_OFFICER',
      'DINSOS',
      'SUPERVISOR',
      'PROGRAM_MANAGER',
      'ANALYST',
    ],
  })
  skillSupply(
    @Arg('within', () => ID, { description: 'Code of a province or regency; ID for the country, with a skill.' })
    within: string,
    @Arg('skill', () => String, { nullable: true, description: 'Code of a skill.' }) skill: string | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<SupplyRow[]> {
    return findSupply(context, within, skill);
  }

  @FieldResolver(() => Region, { description: 'Kabupaten/kota.' })
  @Access('STATISTICS')
  region(@Root() { regencyCode }: SupplyRow): Region {
    return { code: regencyCode };
  }
}

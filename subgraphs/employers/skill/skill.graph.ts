import { Arg, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { SKILL_SOURCES } from './skill';
import type { SkillRow } from './skill';
import { findSkills } from './skill.loader';

const SkillSourceEnum = enumOf('SkillSource', 'Where the code of a skill comes from.', SKILL_SOURCES);

@GraphType('Skill', 'A skill of the vocabulary (keterampilan) that vacancies ask for.')
export class Skill {
  @Field(() => ID)
  @Access('REFERENCE')
  code!: string;

  @Field(() => String, { description: 'Nama, in Indonesian.' })
  @Access('REFERENCE')
  name!: string;

  @Field(() => String)
  @Access('REFERENCE')
  englishName!: string;

  @Field(() => SkillSourceEnum)
  @Access('REFERENCE')
  source!: string;
}

@Resolver()
export class SkillResolver {
  @Query(() => [Skill], {
    description: 'The vocabulary of skills by code, or what of it has some words in code or name.',
  })
  @Access('REFERENCE')
  async skills(
    @Arg('search', () => String, { nullable: true, description: 'Part of a code or name; of either language.' })
    search: string | null | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<SkillRow[]> {
    const wanted = (search ?? '').trim().toLowerCase();
    const skills = await findSkills(context);
    return skills.filter(({ code, name, englishName }) =>
      [code, name, englishName].some((text) => text.toLowerCase().includes(wanted)),
    );
  }
}

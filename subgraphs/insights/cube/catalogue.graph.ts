import { Field, ID, Query, Resolver } from 'type-graphql';
import { Access, GraphType, Key, enumOf } from '../../../shared/subgraph';
import { CUBES } from './catalogue';
import { UNIT_KINDS } from './cube';
import type { Cube, Dimension, Measure } from './cube';

export const UnitKindEnum = enumOf('StatUnit', 'Whom suppression and noise protect.', UNIT_KINDS);

@GraphType('StatDimensionInfo', 'Something a table can be grouped and filtered by.')
export class StatDimensionInfo {
  @Field(() => String)
  @Access('REFERENCE')
  name!: string;

  @Field(() => String)
  @Access('REFERENCE')
  title!: string;

  @Field(() => String, { description: 'Nama dalam bahasa Indonesia.' })
  @Access('REFERENCE')
  indonesianTitle!: string;

  @Field(() => [String], { nullable: true, description: 'Codes of a closed list; null: an open list.' })
  @Access('REFERENCE')
  categories?: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The dimension whose categories hold whole categories of this one.',
  })
  @Access('REFERENCE')
  parent?: string;

  @Field(() => Boolean, { description: 'Whether a unit may be in several categories: a filter then names one.' })
  @Access('REFERENCE')
  isMultiple!: boolean;
}

@GraphType('StatMeasureInfo', 'Something a table can be asked for.')
export class StatMeasureInfo {
  @Field(() => String)
  @Access('REFERENCE')
  name!: string;

  @Field(() => String)
  @Access('REFERENCE')
  title!: string;

  @Field(() => String, { description: 'Nama dalam bahasa Indonesia.' })
  @Access('REFERENCE')
  indonesianTitle!: string;

  @Field(() => String, { description: 'What exactly is counted or summed up.' })
  @Access('REFERENCE')
  definition!: string;

  @Field(() => String, { description: 'COUNT, SUM, RATE, MEAN or QUANTILE.' })
  @Access('REFERENCE')
  kind!: string;

  @Field(() => String, { nullable: true, description: 'For instance IDR or DAYS; null: units of the cube.' })
  @Access('REFERENCE')
  unit?: string;
}

@Key('name')
@GraphType('StatCube', 'A subject tables can be composed of.')
export class StatCube {
  @Field(() => ID)
  @Access('REFERENCE')
  name!: string;

  @Field(() => String)
  @Access('REFERENCE')
  title!: string;

  @Field(() => String, { description: 'Nama dalam bahasa Indonesia.' })
  @Access('REFERENCE')
  indonesianTitle!: string;

  @Field(() => String)
  @Access('REFERENCE')
  description!: string;

  @Field(() => UnitKindEnum)
  @Access('REFERENCE')
  unit!: string;

  @Field(() => [StatDimensionInfo])
  @Access('REFERENCE')
  dimensions!: StatDimensionInfo[];

  @Field(() => [StatMeasureInfo])
  @Access('REFERENCE')
  measures!: StatMeasureInfo[];
}

@Resolver(() => StatCube)
export class StatCubeResolver {
  @Query(() => [StatCube], { description: 'Every subject, with what it can be grouped by and asked for.' })
  @Access('REFERENCE')
  statCubes(): StatCube[] {
    return CUBES.map(describe);
  }
}

/** The entity of a cube; undefined for a name that is none. */
export function findStatCube(name: unknown): StatCube | undefined {
  const cube = CUBES.find((candidate) => candidate.name === name);
  return cube && describe(cube);
}

function describe({ name, title, description, unit, dimensions, measures }: Cube): StatCube {
  return {
    name,
    title: title.en,
    indonesianTitle: title.id,
    description,
    unit,
    dimensions: dimensions.map(describeDimension),
    measures: measures.map(describeMeasure),
  };
}

function describeDimension({ name, title, categories, parent, of }: Dimension): StatDimensionInfo {
  return {
    name,
    title: title.en,
    indonesianTitle: title.id,
    ...(categories && { categories: [...Object.keys(categories), 'UNKNOWN'] }),
    ...(parent !== undefined && { parent }),
    isMultiple: of === 'ROW',
  };
}

function describeMeasure(measure: Measure): StatMeasureInfo {
  const { name, title, definition, kind } = measure;
  return {
    name,
    title: title.en,
    indonesianTitle: title.id,
    definition,
    kind,
    ...('unit' in measure && { unit: measure.unit }),
  };
}

import { Arg, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { StatCube, findStatCube } from '../cube/catalogue.graph';
import { answerOf } from '../table/answer';
import { writePeriod } from '../table/request';
import type { StoredRequest } from '../table/request';
import { StatColumn, StatGrainEnum, StatProtection, StatSnapshot, StatTotalsEnum } from '../table/stat.graph';
import { toStored } from '../table/request';
import type { ProtectedTable } from '../table/table';
import { MAX_ROWS, viewOf } from '../table/view';
import { TABLE_READERS } from './analyst';
import { citationOf } from './citation';
import { getStoredTable } from './stored-table';

@GraphType('StatCategories', 'Whole categories of one dimension that a table is held to.')
export class StatCategories {
  @Field(() => String)
  @Access('STATISTICS')
  dimension!: string;

  @Field(() => [String])
  @Access('STATISTICS')
  categories!: string[];
}

@GraphType('StatRequest', 'What a table was asked for, in the words of its cube.')
export class StatRequest {
  @Field(() => String, { description: 'Name of the cube; its query is this name and `Stats`.' })
  @Access('STATISTICS')
  cube!: string;

  @Field(() => [String])
  @Access('STATISTICS')
  by!: string[];

  @Field(() => [String], { description: 'With those that rates and means are made of.' })
  @Access('STATISTICS')
  measures!: string[];

  @Field(() => [StatCategories])
  @Access('STATISTICS')
  where!: StatCategories[];

  @Field(() => StatGrainEnum, { nullable: true, description: 'None: all of time, in one.' })
  @Access('STATISTICS')
  grain?: string;

  @Field(() => String, { nullable: true, description: 'First month, as 2026-01; none: from the beginning.' })
  @Access('STATISTICS')
  from?: string;

  @Field(() => String, { nullable: true, description: 'Last month.' })
  @Access('STATISTICS')
  to?: string;

  @Field(() => StatTotalsEnum)
  @Access('STATISTICS')
  totals!: string;
}

@GraphType('StatTable', 'A protected table that was made, as it was published then.')
export class StatTable {
  @Field(() => ID)
  @Access('STATISTICS')
  id!: string;

  @Field(() => String, { description: 'How to cite it.' })
  @Access('STATISTICS')
  citation!: string;

  @Field(() => StatCube, { nullable: true })
  @Access('STATISTICS')
  cube?: StatCube;

  @Field(() => StatRequest)
  @Access('STATISTICS')
  request!: StatRequest;

  @Field(() => StatSnapshot)
  @Access('STATISTICS')
  snapshot!: StatSnapshot;

  @Field(() => StatProtection)
  @Access('STATISTICS')
  protection!: StatProtection;

  @Field(() => [StatColumn], { description: `At most the first ${MAX_ROWS} rows; an export has all of them.` })
  @Access('STATISTICS')
  columns!: StatColumn[];

  @Field(() => Int)
  @Access('STATISTICS')
  totalRows!: number;
}

@Resolver()
export class StatTableResolver {
  @Query(() => StatTable, {
    nullable: true,
    description: 'What a citation names: a table you have made, or of a question your office shares.',
  })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  async statTable(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<StatTable> {
    return asStatTable(await getStoredTable(context, id));
  }
}

/** A table as the graph gives it whatever its cube. */
export function asStatTable(table: ProtectedTable): StatTable {
  const page = viewOf(table, { having: [], orderBy: [], first: MAX_ROWS, offset: 0 });
  const { id, columns, totalRows, snapshot, protection } = answerOf(table, page);
  return {
    ...{ id, columns: columns as StatColumn[], totalRows, snapshot, protection: protection as StatProtection },
    citation: citationOf(table),
    cube: findStatCube(table.request.cube.name),
    request: asStatRequest(toStored(table.request)),
  };
}

export function asStatRequest({ where, time, ...request }: StoredRequest): StatRequest {
  const { cube, totals } = request;
  return {
    ...{ cube, totals, by: [...request.by], measures: [...request.measures] },
    where: where.map(({ dimension, categories }) => ({ dimension, categories: categories.map(String) })),
    ...(time && { grain: time.grain }),
    ...(time?.window && { from: writePeriod(time.window.from, 'MONTH'), to: writePeriod(time.window.to, 'MONTH') }),
  };
}

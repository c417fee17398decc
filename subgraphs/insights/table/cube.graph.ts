import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { CodedError, findCodedError } from '../../../shared/errors';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Cube } from '../cube/cube';
import { answerOf } from './answer';
import type { TableAnswer } from './answer';
import { typesOf } from './cube-types.graph';
import { deskOf } from './desk';
import { estimateCells } from './refusal';
import type { Category, TableRequest, Totals } from './request';
import { StatPlan, StatTime, StatTotalsEnum } from './stat.graph';
import { readRequest } from './validate';
import { viewOf } from './view';
import type { Having, Order } from './view';
import { camel, pascal } from './words';

type GivenFilter = Readonly<Record<string, readonly Category[] | null>>;
type Given<Value> = Value | null | undefined;

/** How many rows a page has where nothing is said. */
const PAGE = 200;

/** The queries of one cube. */
export function cubeResolver(cube: Cube): new () => object {
  const types = typesOf(cube);
  const access = () => Access('ANALYSIS', cube.roles ? { roles: cube.roles } : {});
  const bindings = { by: () => [types.dimensions], measures: () => [types.measures], where: () => types.filter };
  const having = () => [types.having];
  const orderBy = () => [types.order];
  const [first] = cube.measures;
  const measuresOption = { defaultValue: first ? [first.name] : [] };
  const noTotals = { defaultValue: 'NONE' };

  @Resolver()
  class CubeResolver {
    @Query(() => types.table, {
      name: `${cube.name}Stats`,
      nullable: true,
      description: `${cube.title.id}. A protected table: ${cube.description} Every one is written down with who asked for it.`,
    })
    @access()
    async table(
      @Arg('by', bindings.by, { defaultValue: [] }) by: string[],
      @Arg('measures', bindings.measures, measuresOption) measures: string[],
      @Arg('where', bindings.where, { nullable: true }) where: Given<GivenFilter>,
      @Arg('time', () => StatTime, { nullable: true }) time: Given<StatTime>,
      @Arg('totals', () => StatTotalsEnum, noTotals) totals: Totals,
      @Arg('having', having, { nullable: true }) conditions: Given<Having[]>,
      @Arg('orderBy', orderBy, { nullable: true }) orders: Given<Order[]>,
      @Arg('first', () => Int, { defaultValue: PAGE }) rows: number,
      @Arg('after', () => String, { nullable: true }) after: Given<string>,
      @Arg('snapshot', () => Int, { nullable: true, description: 'A kept version; the newest if none is named.' })
      version: Given<number>,
      @Ctx() context: SubgraphContext,
    ): Promise<TableAnswer> {
      const request = requestOf(cube, { by, measures, where, time, totals });
      const table = await deskOf(context.tools).ask(context.viewer, request, version ?? undefined);
      const view = { having: conditions ?? [], orderBy: orders ?? [] };
      const list = JSON.stringify([table.id, view]);
      const offset = after ? offsetOf(context, list, after) : 0;
      const page = viewOf(table, { ...view, first: rows, offset });
      const end = offset + page.rows.length;
      const cursor = page.rows.length > 0 ? context.tools.cursors.encode(list, [String(end)]) : undefined;
      return answerOf(table, page, cursor);
    }

    @Query(() => StatPlan, {
      name: `explain${pascal(cube.name)}Stats`,
      nullable: true,
      description: 'Whether a table would be made, and what to change if not. It counts like a table.',
    })
    @access()
    async explain(
      @Arg('by', bindings.by, { defaultValue: [] }) by: string[],
      @Arg('measures', bindings.measures, measuresOption) measures: string[],
      @Arg('where', bindings.where, { nullable: true }) where: Given<GivenFilter>,
      @Arg('time', () => StatTime, { nullable: true }) time: Given<StatTime>,
      @Arg('totals', () => StatTotalsEnum, noTotals) totals: Totals,
      @Ctx() context: SubgraphContext,
    ): Promise<StatPlan> {
      const request = requestOf(cube, { by, measures, where, time, totals });
      const estimatedCells = Math.round(Math.min(estimateCells(request).cells, 2 ** 31 - 1));
      try {
        await deskOf(context.tools).ask(context.viewer, request);
        return { isAllowed: true, estimatedCells };
      } catch (error) {
        const refusal = findCodedError(error);
        if (!refusal?.code.startsWith('TABLE_')) throw error;
        const { code, message: reason, details } = refusal;
        const dimension = typeof details['dimension'] === 'string' ? { dimension: details['dimension'] } : {};
        return { isAllowed: false, refusal: code, reason, ...dimension, estimatedCells };
      }
    }
  }
  return CubeResolver;
}

/** @throws CodedError CURSOR_INVALID for a cursor of another table, order or condition */
function offsetOf({ tools }: SubgraphContext, list: string, after: string): number {
  const offset = Number(tools.cursors.decode(list, after)[0]);
  if (!Number.isInteger(offset)) throw new CodedError('CURSOR_INVALID');
  return offset;
}

export interface TableArguments {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  readonly where: Given<GivenFilter>;
  readonly time: Given<StatTime>;
  readonly totals: Totals;
}

/**
 * The request of the arguments of a table.
 * @throws CodedError FILTER_INVALID, in the words of the request
 */
export function requestOf(cube: Cube, { by, measures, where, time, totals }: TableArguments): TableRequest {
  const fields = Object.entries(where ?? {}).map(([field, categories]) => [nameOf(cube, field), categories] as const);
  return readRequest(cube, { by, measures, where: Object.fromEntries(fields), ...(time && { time }), totals });
}

function nameOf({ dimensions }: Cube, field: string): string {
  return dimensions.find(({ name }) => camel(name) === field)?.name ?? field;
}

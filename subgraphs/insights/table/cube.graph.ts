import { Arg, Args, Ctx, Int, Query, Resolver } from 'type-graphql';
import { findCodedError } from '../../../shared/errors';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Cube } from '../cube/cube';
import type { TableAnswer } from './answer';
import { pageOf, requestOf } from './asked';
import type { TableArguments, ViewArguments } from './asked';
import { typesOf } from './cube-types.graph';
import { deskOf } from './desk';
import { estimateCells } from './refusal';
import { StatPlan } from './stat.graph';
import { pascal } from './words';

/** How many rows a page has where nothing is said. */
const PAGE = 200;

/** The queries of one cube. */
export function cubeResolver(cube: Cube): new () => object {
  const types = typesOf(cube);
  const access = () => Access('ANALYSIS', cube.roles ? { roles: cube.roles } : {});

  @Resolver()
  class CubeResolver {
    @Query(() => types.table, {
      name: `${cube.name}Stats`,
      nullable: true,
      description: `${cube.title.id}. A protected table: ${cube.description} Every one is written down with who asked for it.`,
    })
    @access()
    async table(
      @Args(() => types.request) asked: TableArguments,
      @Args(() => types.view) view: ViewArguments,
      @Arg('first', () => Int, { defaultValue: PAGE }) first: number,
      @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
      @Arg('snapshot', () => Int, { nullable: true, description: 'A kept version; the newest if none is named.' })
      version: number | null | undefined,
      @Ctx() context: SubgraphContext,
    ): Promise<TableAnswer> {
      const table = await deskOf(context.tools).ask(context.viewer, requestOf(cube, asked), version ?? undefined);
      return pageOf(context, table, view, { first, after });
    }

    @Query(() => StatPlan, {
      name: `explain${pascal(cube.name)}Stats`,
      nullable: true,
      description: 'Whether a table would be made, and what to change if not. It counts like a table.',
    })
    @access()
    async explain(
      @Args(() => types.request) asked: TableArguments,
      @Ctx() context: SubgraphContext,
    ): Promise<StatPlan> {
      const request = requestOf(cube, asked);
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

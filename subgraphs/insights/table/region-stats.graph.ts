import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { findRegionLevel } from '../../../shared/viewer';
import type { Cube } from '../cube/cube';
import { PLACE, PROGRAM } from '../cube/dimensions';
import type { TableAnswer } from './answer';
import { pageOf, requestOf } from './asked';
import type { TableArguments, ViewArguments } from './asked';
import { typesOf } from './cube-types.graph';
import { deskOf } from './desk';
import type { TableRequest } from './request';
import { Program, Region } from './stat.graph';
import type { ProtectedTable } from './table';
import { camel } from './words';

/** An entity of another subgraph whose people a cube may be held to: where they live, which program they are in. */
interface Carrier {
  readonly type: new () => { code: string };
  readonly what: string;
  /** The dimension that an entity is a category of. */
  readonly dimensionOf: (code: string) => string | undefined;
  readonly dimensions: readonly string[];
}

const REGIONS: Carrier = {
  type: Region,
  what: 'this place',
  dimensionOf: findRegionLevel,
  dimensions: PLACE.map(({ name }) => name),
};
const PROGRAMS: Carrier = {
  type: Program,
  what: 'this program',
  dimensionOf: () => PROGRAM.name,
  dimensions: [PROGRAM.name],
};

/** How many rows each place of a list has where nothing is said: a list has many. */
const PAGE = 50;

/** The tables of cubes, on the places and programs they can be held to. */
export function carriedResolvers(cubes: readonly Cube[]): (new () => object)[] {
  return [REGIONS, PROGRAMS].flatMap((carrier) =>
    cubes
      .filter(({ dimensions }) => dimensions.some(({ name }) => carrier.dimensions.includes(name)))
      .map((cube) => carriedResolver(cube, carrier)),
  );
}

function carriedResolver(cube: Cube, carrier: Carrier): new () => object {
  const types = typesOf(cube);
  const field = `${cube.name}Stats`;

  @Resolver(() => carrier.type)
  class CarriedResolver {
    @FieldResolver(() => types.table, {
      nullable: true,
      description: `${cube.title.id}: the table of the query of this name, held to ${carrier.what}. Those of a list are read together.`,
    })
    @Access('ANALYSIS', cube.roles ? { roles: cube.roles } : {})
    // Of two resolvers of one type that have a method of one name, the first would answer for both.
    async [field](
      @Root() { code }: { code: string },
      @Args(() => types.request) asked: TableArguments,
      @Args(() => types.view) view: ViewArguments,
      @Arg('first', () => Int, { defaultValue: PAGE, description: 'Rows of each.' }) first: number,
      @Ctx() context: SubgraphContext,
    ): Promise<TableAnswer> {
      return pageOf(context, await tableOf(context, cube, carrier, asked, code), view, { first });
    }
  }
  return CarriedResolver;
}

/** The table of one entity; those of a fetch that are asked alike are made together. */
function tableOf(
  context: SubgraphContext,
  cube: Cube,
  carrier: Carrier,
  asked: TableArguments,
  code: string,
): Promise<ProtectedTable> {
  const name = `${cube.name} of ${carrier.type.name} ${JSON.stringify(asked)}`;
  const load = (codes: readonly string[]) => makeTables(context, cube, carrier, asked, codes);
  return context.loader<string, ProtectedTable | Error>(name, load).load(code) as Promise<ProtectedTable>;
}

/** A table or an error for each code, in their order. */
async function makeTables(
  context: SubgraphContext,
  cube: Cube,
  carrier: Carrier,
  asked: TableArguments,
  codes: readonly string[],
): Promise<(ProtectedTable | Error)[]> {
  const found = codes.map((code): TableRequest | ProtectedTable | Error => heldTo(cube, carrier, asked, code));
  // A province and a regency are categories of different filters, and so are no requests that can be read together.
  for (const dimension of carrier.dimensions) {
    const alike = codes.flatMap((code, place) => {
      const request = found[place];
      return carrier.dimensionOf(code) === dimension && request && 'cube' in request ? [{ place, request }] : [];
    });
    if (alike.length === 0) continue;
    const requests = alike.map(({ request }) => request);
    const tables = await deskOf(context.tools).askEach(context.viewer, requests);
    for (const [index, { place }] of alike.entries()) found[place] = tables[index] ?? new Error('a table is missing');
  }
  return found as (ProtectedTable | Error)[];
}

/** The request of one entity's table, or why there is none. */
function heldTo(cube: Cube, carrier: Carrier, asked: TableArguments, code: string): TableRequest | Error {
  try {
    const dimension = cube.dimensions.find(({ name }) => name === carrier.dimensionOf(code));
    if (!dimension) throw invalid(`${cube.name} does not go down to ${carrier.what} (${code})`);
    const field = camel(dimension.name);
    if (asked.where?.[field] !== undefined) throw invalid(`${dimension.name} is that of ${carrier.what} already`);
    return requestOf(cube, { ...asked, where: { ...asked.where, [field]: [code] } });
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

const invalid = (reason: string) => new CodedError('FILTER_INVALID', { reason });

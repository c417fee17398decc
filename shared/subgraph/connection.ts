import { getNamedType } from 'graphql';
import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { ArgsType, Field, Int } from 'type-graphql';
import { decisionOfViewer, gradeOf } from '../access';
import { countList, factsOf, filteredFields, propertiesFor, readPage } from '../database';
import type { ListSource, Page, PageRequest, RowScope } from '../database';
import { CodedError } from '../errors';
import { Access } from './access-directive';
import type { SubgraphContext } from './context';
import { GraphType, Shareable } from './graph-type';
import { requestedFields } from './selection';

/** A class whose instances are a type of the graph. */
export type GraphClass<Node> = new () => Node;

@Shareable()
@GraphType('PageInfo', 'Whether there is more, and where to go on (Relay cursor connections).')
export class PageInfo {
  @Field(() => Boolean)
  @Access('STRUCTURE')
  hasNextPage!: boolean;

  @Field(() => Boolean)
  @Access('STRUCTURE')
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  @Access('STRUCTURE')
  startCursor?: string;

  @Field(() => String, { nullable: true })
  @Access('STRUCTURE')
  endCursor?: string;
}

@Shareable()
@GraphType('TotalCount', 'How many there are in all; counting stops at 10,000 and `exact` is then false.')
export class TotalCount {
  @Field(() => Int)
  @Access('STRUCTURE')
  value!: number;

  @Field(() => Boolean)
  @Access('STRUCTURE')
  exact!: boolean;
}

/** What `listConnection` returns and a connection class describes. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount?: TotalCount;
}

/**
 * Makes the classes `<Name>Connection` and `<Name>Edge` of a node type.
 * @param counting UNCOUNTED: how many there are is not told, since it would tell too much or cost too much
 */
export function connectionOf<Node extends object>(
  name: string,
  node: () => GraphClass<Node>,
  counting: 'COUNTED' | 'UNCOUNTED' = 'COUNTED',
) {
  @GraphType(`${name}Edge`, `One ${name} of a list, with its cursor.`)
  class Edge {
    @Field(node)
    @Access('STRUCTURE')
    node!: Node;

    @Field(() => String)
    @Access('STRUCTURE')
    cursor!: string;
  }

  @GraphType(`${name}Connection`, `A page of a list of ${name}.`)
  class ConnectionClass {
    @Field(() => [Edge])
    @Access('STRUCTURE')
    edges!: Edge[];

    @Field(() => [node()])
    @Access('STRUCTURE')
    nodes!: Node[];

    @Field(() => PageInfo)
    @Access('STRUCTURE')
    pageInfo!: PageInfo;

    totalCount?: TotalCount;
  }
  if (counting === 'COUNTED') {
    const { prototype } = ConnectionClass;
    Field(() => TotalCount, { nullable: true, description: 'Counted only when asked for.' })(prototype, 'totalCount');
    Access('STRUCTURE')(prototype, 'totalCount');
  }
  return ConnectionClass;
}

/** The paging arguments of every list; a list adds its own `filter` and `orderBy`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'Page size, 1 to 100; 20 if left out.' })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  after?: string;

  @Field(() => Int, { nullable: true, description: 'Page size when going backwards.' })
  last?: number;

  @Field(() => String, { nullable: true, description: 'Go back before this cursor.' })
  before?: string;
}

/**
 * Answers a list: one statement for the page, one more only if `totalCount` is selected. Filtering or sorting by a field
 * takes the permission to read that field in full, else the order of a list would tell what its fields do not.
 * @throws CodedError FORBIDDEN_ARGUMENT, PAGE_SIZE_INVALID, CURSOR_INVALID, FILTER_INVALID
 */
export async function listConnection<Node extends object>(
  context: SubgraphContext,
  source: ListSource,
  scope: RowScope,
  request: PageRequest,
  info: GraphQLResolveInfo,
): Promise<Connection<Node>> {
  checkArguments(context, source, scope, request);
  const asked = requestedFields(info);
  const fields = new Set([...requestedFields(info, 'edges', 'node'), ...requestedFields(info, 'nodes')]);
  const reader = { session: context.session, cursors: context.tools.cursors };
  const conditions = context.rowConditions(nodeTypeOf(info), [...fields]);
  const properties = propertiesFor(source.projection, fields);
  const page = await readPage<Node>(reader, source, scope, request, properties, conditions);
  const totalCount = asked.includes('totalCount')
    ? await countList(context.session, source, scope, request.filter)
    : undefined;
  return asConnection(page, totalCount);
}

/** The name of the type a connection lists. */
function nodeTypeOf({ returnType }: GraphQLResolveInfo): string {
  const connection = getNamedType(returnType) as GraphQLObjectType;
  return getNamedType(connection.getFields()['nodes']?.type)?.name ?? '';
}

function asConnection<Node>(page: Page<Node>, totalCount?: TotalCount): Connection<Node> {
  const { edges, hasNextPage, hasPreviousPage } = page;
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor, endCursor: edges.at(-1)?.cursor },
    totalCount,
  };
}

function checkArguments(context: SubgraphContext, source: ListSource, scope: RowScope, request: PageRequest): void {
  const used = [
    ...filteredFields(request.filter ?? {}).map((field) => ({ field, group: source.filterable[field]?.group })),
    ...(request.orderBy ?? []).map(({ field }) => ({ field, group: source.sortable[field]?.group })),
  ];
  for (const { field, group } of used) {
    if (!group) continue;
    const grade = gradeOf(decisionOfViewer(context.viewer, { group }), () => factsOf(scope));
    if (grade === 'FULL') continue;
    throw new CodedError('FORBIDDEN_ARGUMENT', {
      field,
      reason: `role ${context.viewer.role} does not read ${group} in full`,
    });
  }
}

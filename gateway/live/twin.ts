import { Kind, buildASTSchema, getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import type { DocumentNode, GraphQLField, GraphQLFieldMap, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { markOf } from '../../shared/access';

/** The argument that says where a live board goes on, and the fields of a page that say the same. */
export const AFTER = 'after';
const PAGE_FIELDS = { cursor: 'String!', hasMore: 'Boolean!' } as const;

type Field = GraphQLField<unknown, unknown>;

/**
 * What is wrong with the subscriptions of a supergraph. Each is served by asking a query again, its twin: a field of the same
 * name, type, group and arguments, which answers a page with the cursor after which to ask next.
 */
export function subscriptionFindings(document: DocumentNode): string[] {
  if (!hasSubscriptions(document)) return [];
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const queries = fieldsOf(schema.getQueryType());
  return Object.values(fieldsOf(schema.getSubscriptionType())).flatMap((field) => twinFindings(field, queries));
}

function hasSubscriptions({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (node) =>
      (node.kind === Kind.SCHEMA_DEFINITION &&
        node.operationTypes.some(({ operation }) => operation === 'subscription')) ||
      (node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Subscription'),
  );
}

function twinFindings(field: Field, queries: GraphQLFieldMap<unknown, unknown>): string[] {
  const where = `Subscription.${field.name}`;
  const twin = queries[field.name];
  if (!twin) return [`${where} has no query of the same name to ask again`];
  if (String(twin.type) !== String(field.type)) return [`${where} is ${field.type}, its query ${twin.type}`];
  if (JSON.stringify(groupOf(twin)) !== JSON.stringify(groupOf(field)))
    return [`${where} is in another group than its query`];
  return [...argumentFindings(where, field, twin), ...pageFindings(where, field)];
}

function argumentFindings(where: string, field: Field, twin: Field): string[] {
  const missing = field.args.filter(({ name, type }) => {
    const same = twin.args.find((argument) => argument.name === name);
    return String(same?.type) !== String(type);
  });
  const asked = twin.args.filter((own) => isRequiredArgument(own) && !field.args.some(({ name }) => name === own.name));
  const after = field.args.find(({ name }) => name === AFTER);
  return [
    ...missing.map(({ name }) => `${where} takes ${name}, its query does not`),
    ...asked.map(({ name }) => `the query of ${where} asks for ${name}`),
    ...(String(after?.type) === 'String' ? [] : [`${where} takes no ${AFTER}: String`]),
  ];
}

function pageFindings(where: string, { type }: Field): string[] {
  const page = pageOf(type);
  return Object.entries(PAGE_FIELDS)
    .filter(([name, wanted]) => String(page?.getFields()[name]?.type) !== wanted)
    .map(([name, wanted]) => `${where} answers no page: ${type} has no ${name}: ${wanted}`);
}

/** The page itself, not a list of them. */
function pageOf(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  return isObjectType(named) && String(type).replace('!', '') === named.name ? named : undefined;
}

function fieldsOf(type: GraphQLObjectType | null | undefined): GraphQLFieldMap<unknown, unknown> {
  return type?.getFields() ?? {};
}

function groupOf({ astNode }: Field): ReturnType<typeof markOf> {
  return astNode ? markOf(astNode) : undefined;
}

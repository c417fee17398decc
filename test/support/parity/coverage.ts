import { TypeInfo, isIntrospectionType, isObjectType, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** Every field of the object types of a schema, as `Type.field`. Subscriptions are served by their queries, see test/live. */
export function coordinatesOf(schema: GraphQLSchema): string[] {
  const subscription = schema.getSubscriptionType();
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !isIntrospectionType(type) && type !== subscription
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
}

/** The fields a document selects. */
export function selectedIn(schema: GraphQLSchema, document: DocumentNode): string[] {
  const info = new TypeInfo(schema);
  const found: string[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType();
        if (parent && !name.value.startsWith('__')) found.push(`${parent.name}.${name.value}`);
      },
    }),
  );
  return found;
}

import { Directive, ObjectType } from 'type-graphql';

/**
 * A type of the graph. Plain fields use graphql-js's own resolver instead of type-graphql's, which costs several times as
 * much on long lists; access is wrapped around both alike.
 */
export function GraphType(name: string, description: string): ClassDecorator {
  return ObjectType(name, { description, simpleResolvers: true });
}

/** Identifies a type across subgraphs. */
export function Key(fields: string, options: { readonly resolvable?: false } = {}): ClassDecorator {
  return classDirective(`@key(fields: "${fields}"${options.resolvable === false ? ', resolvable: false' : ''})`);
}

/** A value type that several subgraphs define alike. */
export function Shareable(): ClassDecorator {
  return classDirective('@shareable');
}

/** type-graphql's Directive decorates anything; its type says methods and properties only. */
function classDirective(sdl: string): ClassDecorator {
  return Directive(sdl);
}

/**
 * A class referenced before it is defined. Decorator metadata would read the class at once and fail on cycles between
 * files; a type alias leaves no trace at run time.
 */
export type Relation<T> = T;

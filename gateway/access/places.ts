import {
  Kind,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './document';
import type { Fragments } from './document';

/** A place of the response where a field stands. */
export interface Place {
  /** Response keys from the root; `@` stands for every element of a list. */
  readonly path: readonly string[];
  /** The type the field is selected on. */
  readonly type: string;
  readonly node: FieldNode;
  /** Variables that must have these values for the field to be there at all. */
  readonly conditions: readonly { readonly variable: string; readonly value: boolean }[];
}

/** No document that is admitted has more; what lies beyond is told by the places before. */
const MOST_PLACES = 5_000;

/**
 * Every place of an operation's response, in the order of the document, fragments followed.
 * @param isEnd fields below which there is nothing: what is written under them is no place, inline or in a fragment
 */
export function placesOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  isEnd: (field: FieldNode) => boolean = () => false,
): Place[] {
  const root = schema.getRootType(operation.operation);
  if (!root) return [];
  const lister = new Lister(schema, fragmentsOf(document), isEnd);
  lister.list(operation.selectionSet, { path: [], type: root.name, conditions: [] });
  return lister.places;
}

type Around = Pick<Place, 'path' | 'type' | 'conditions'>;

class Lister {
  readonly places: Place[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly isEnd: (field: FieldNode) => boolean,
  ) {}

  list({ selections }: SelectionSetNode, around: Around): void {
    for (const selection of selections) {
      const conditions = conditionsOf(selection.directives);
      if (!conditions || this.places.length >= MOST_PLACES) continue;
      const here = { ...around, conditions: [...around.conditions, ...conditions] };
      if (selection.kind === Kind.FIELD) {
        this.listField(selection, here);
        continue;
      }
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
      if (inner) this.list(inner.selectionSet, { ...here, type: inner.typeCondition?.name.value ?? around.type });
    }
  }

  private listField(node: FieldNode, around: Around): void {
    const path = [...around.path, node.alias?.value ?? node.name.value];
    this.places.push({ ...around, path, node });
    const parent = this.schema.getType(around.type);
    if (!node.selectionSet || this.isEnd(node) || !(isObjectType(parent) || isInterfaceType(parent))) return;
    const type = parent.getFields()[node.name.value]?.type;
    const named = type && getNamedType(type);
    if (!type || !isCompositeType(named)) return;
    this.list(node.selectionSet, { ...around, path: [...path, ...elements(type)], type: named.name });
  }
}

function elements(type: GraphQLOutputType): string[] {
  const inner = getNullableType(type);
  return isListType(inner) ? ['@', ...elements(inner.ofType as GraphQLOutputType)] : [];
}

/** What `@skip` and `@include` ask of variables; undefined where a literal rules the selection out. */
function conditionsOf(directives: readonly DirectiveNode[] = []): Place['conditions'] | undefined {
  const conditions: { variable: string; value: boolean }[] = [];
  for (const { name, arguments: args } of directives) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const wanted = name.value === 'include';
    const value = args?.[0]?.value;
    if (value?.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, value: wanted });
    else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return undefined;
  }
  return conditions;
}

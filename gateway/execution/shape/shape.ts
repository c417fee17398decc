import { collectFields, collectSubFields } from '@graphql-tools/utils';
import { getNullableType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Position } from '../plan/position';
import { isBag } from '../rewrites';
import { isOfType } from '../supergraph/supergraph';
import { leafWriter, writeAny } from './leaf';
import type { Characters } from './leaf';

/** What one writing of an answer remembers. */
export interface Writing extends Characters {
  /** Texts of objects that stand in several places, by the writer's number. */
  readonly memos: (Map<object, string | undefined> | undefined)[];
  /** Values that had to be left out although no subgraph reported a failure. */
  misfits: number;
}

/** Writes fetched data as the JSON the client asked for; undefined when a null has bubbled up to here. */
export type WriteValue = (value: unknown, writing: Writing) => string | undefined;

export interface ShapeInput {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Only what `@skip` and `@include` look at matters. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether a field was not asked for, because its viewer may not have it: it is null, whatever was fetched beside it. */
  readonly isRemoved: (node: FieldNode) => boolean;
  /** The name a response key has for the client. */
  readonly nameOf: (key: string) => string;
  readonly root: Position;
}

/**
 * Compiles the shape of an answer: the client's fields in the client's order under the client's names, nulls bubbling to
 * the nearest nullable parent, and nothing else of what was fetched. Decisions of `@skip` and `@include` are part of it.
 */
export function compileShape(input: ShapeInput): WriteValue {
  return new ShapeCompiler(input).compileRoot();
}

interface ShapedField {
  readonly key: string;
  /** Brace or comma, name and colon; for `__typename` also the value. */
  readonly head: string;
  readonly isNullable: boolean;
  /** Absent when the head says all. */
  readonly write: WriteValue | undefined;
}

/** The fields of an object; undefined when an object of this type cannot be shown. */
type Variant = readonly ShapedField[] | undefined;
type FieldNodes = FieldNode[];

class ShapeCompiler {
  private memoCount = 0;

  constructor(private readonly input: ShapeInput) {}

  compileRoot(): WriteValue {
    const { schema, operation, fragments, values, root } = this.input;
    const type = schema.getRootType(operation.operation);
    if (!type) throw new Error(`the schema has no ${operation.operation}`);
    const collected = collectFields(schema, fragments, values, type, operation.selectionSet);
    const fields = this.compileFields(type, collected.fields, root);
    return (value, writing) => writeObject(isBag(value) ? value : {}, fields, writing);
  }

  private compileFields(
    type: GraphQLObjectType | GraphQLInterfaceType,
    nodes: ReadonlyMap<string, FieldNodes>,
    at?: Position,
  ): Variant {
    const fields: ShapedField[] = [];
    for (const [key, [node, ...more]] of nodes) {
      if (!node) continue;
      const name = `${fields.length === 0 ? '{' : ','}${JSON.stringify(this.input.nameOf(key))}:`;
      if (node.name.value === '__typename') {
        if (!isObjectType(type)) return undefined;
        fields.push({ key, head: `${name}"${type.name}"`, isNullable: false, write: undefined });
        continue;
      }
      const isMeta = node.name.value.startsWith('__');
      const field: GraphQLField<unknown, unknown> | undefined = type.getFields()[node.name.value];
      const asked = [node, ...more].filter((each) => !this.input.isRemoved(each));
      const write = this.writerOf(isMeta ? undefined : field, asked, at?.children.get(key));
      fields.push({ key, head: name, isNullable: !field || !isNonNullType(field.type), write });
    }
    return fields;
  }

  private writerOf(
    field: GraphQLField<unknown, unknown> | undefined,
    nodes: FieldNodes,
    at: Position | undefined,
  ): WriteValue {
    if (nodes.length === 0) return writeNothing;
    return field ? this.compileValue(field.type, nodes, at) : writeAny;
  }

  private compileValue(type: GraphQLOutputType, nodes: FieldNodes, at: Position | undefined): WriteValue {
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const element: GraphQLOutputType = inner.ofType;
      return listWriter(this.compileValue(element, nodes, at?.children.get('@')), !isNonNullType(element));
    }
    if (isLeafType(inner)) {
      const write = leafWriter(inner);
      return (value, writing) => write(value, writing) ?? misfit(value, writing);
    }
    return this.compileObject(inner.name, nodes, at);
  }

  /** The fields of an object depend on its type; they are compiled for each type that occurs. */
  private compileObject(declared: string, nodes: FieldNodes, at: Position | undefined): WriteValue {
    const variants = new Map<unknown, Variant>();
    const memo = at?.identity ? this.memoCount++ : undefined;
    const variantOf = (name: unknown): Variant => {
      if (variants.has(name)) return variants.get(name);
      const type = this.findType(name, declared);
      const variant = type && this.compileVariant(type, nodes, at);
      // Names that mean nothing are not kept: a subgraph could send a new one each time.
      if (type) variants.set(name, variant);
      return variant;
    };
    const write = (value: Record<string, unknown>, writing: Writing): string | undefined => {
      const variant = variantOf(value.__typename ?? declared);
      return variant ? writeObject(value, variant, writing) : misfit(value, writing);
    };
    return (value, writing) => {
      if (!isBag(value)) return misfit(value, writing);
      return memo === undefined ? write(value, writing) : remembered(memo, value, writing, write);
    };
  }

  /**
   * The type of an object, if it may stand where it does. A subgraph that knows an interface as one object names the
   * interface: its fields are known then, its type is not.
   */
  private findType(name: unknown, declared: string): GraphQLObjectType | GraphQLInterfaceType | undefined {
    const { schema } = this.input;
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
    return isOfType(schema, type.name, declared) ? type : undefined;
  }

  private compileVariant(
    type: GraphQLObjectType | GraphQLInterfaceType,
    nodes: FieldNodes,
    at: Position | undefined,
  ): Variant {
    const { schema, fragments, values } = this.input;
    // What applies to an interface is collected in the same way; only the signature speaks of objects alone.
    const runtime = type as GraphQLObjectType;
    return this.compileFields(type, collectSubFields(schema, fragments, values, runtime, nodes).fields, at);
  }
}

const writeNothing: WriteValue = () => undefined;

function writeObject(object: Record<string, unknown>, fields: Variant, writing: Writing): string | undefined {
  if (!fields) return undefined;
  if (fields.length === 0) return '{}';
  // Only ever appended to: cutting anything off would copy all of it, once a level of the answer.
  let text = '';
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] as ShapedField;
    if (!field.write) {
      text += field.head;
      continue;
    }
    const value = field.write(object[field.key], writing);
    if (value !== undefined) text += field.head + value;
    else if (field.isNullable) text += `${field.head}null`;
    else return undefined;
  }
  return `${text}}`;
}

function listWriter(write: WriteValue, isNullable: boolean): WriteValue {
  return (value, writing) => {
    if (!Array.isArray(value)) return misfit(value, writing);
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      const element = write(value[index], writing);
      if (element === undefined && !isNullable) return undefined;
      if (index > 0) text += ',';
      text += element ?? 'null';
    }
    return `${text}]`;
  };
}

function remembered(
  memo: number,
  object: Record<string, unknown>,
  writing: Writing,
  write: (object: Record<string, unknown>, writing: Writing) => string | undefined,
): string | undefined {
  const known = (writing.memos[memo] ??= new Map());
  const text = known.get(object);
  if (text !== undefined || known.has(object)) return text;
  const written = write(object, writing);
  known.set(object, written);
  return written;
}

function misfit(value: unknown, writing: Writing): undefined {
  if (value !== null && value !== undefined) writing.misfits += 1;
  return undefined;
}

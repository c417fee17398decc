import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { InternalField } from '../supergraph/required-arguments';
import { applyRewrites, isBag } from '../rewrites';
import type { TypeTest } from '../rewrites';

/** Writes the representation of an object as JSON; undefined when the object lacks something a subgraph needs. */
export type Representer = (object: Record<string, unknown>) => string | undefined;

export interface RepresentationOptions {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly rewrites: readonly FetchDataRewrite[];
  readonly internalFields: ReadonlyMap<string, InternalField>;
  readonly isOfType: TypeTest;
}

/**
 * Compiles what a fetch sends of each object into a function that writes it straight to JSON text: the text is what is sent
 * and what tells equal representations apart.
 */
export function compileRepresenter(options: RepresentationOptions): Representer {
  const write = compileObject(options.requires, options);
  const { rewrites, isOfType } = options;
  if (rewrites.length === 0) return (object) => write(object, true);
  return (object) => {
    const text = write(object, true);
    if (text === undefined) return undefined;
    const value = JSON.parse(text) as unknown;
    applyRewrites(value, rewrites, isOfType);
    return JSON.stringify(value);
  };
}

type Writer = (object: Record<string, unknown>, isRoot: boolean) => string | undefined;

interface RequiredField {
  /** Where the value stands in the response. */
  readonly key: string;
  /** Key and colon, as they are sent. */
  readonly head: string;
  readonly write: (value: unknown) => string;
}

/** Fields are chosen by the object's type, and the choice is kept for each type. */
function compileObject(selections: readonly QueryPlanSelectionNode[], options: RepresentationOptions): Writer {
  const byType = new Map<unknown, readonly RequiredField[]>();
  return (object, isRoot) => {
    const { __typename: type } = object;
    let fields = byType.get(type);
    if (!fields) byType.set(type, (fields = compileFields(selections, type, options)));
    if (isRoot && (fields.length === 0 || typeof type !== 'string')) return undefined;
    let text = '';
    for (const { key, head, write } of fields) {
      const value = Object.hasOwn(object, key) ? object[key] : undefined;
      // It could not be fetched, and the failure has been reported where it happened.
      if (value === undefined) return undefined;
      text += head + write(value);
    }
    return `{${text.slice(1)}}`;
  };
}

function compileFields(
  selections: readonly QueryPlanSelectionNode[],
  type: unknown,
  options: RepresentationOptions,
): RequiredField[] {
  const found = new Map<string, RequiredField>();
  const below = new Map<string, QueryPlanSelectionNode[]>();
  const collect = (nodes: readonly QueryPlanSelectionNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') {
        if (isMeant(node.typeCondition, type, options.isOfType)) collect(node.selections);
        continue;
      }
      const key = node.alias ?? node.name;
      const inner = [...(below.get(key) ?? []), ...(node.selections ?? [])];
      below.set(key, inner);
      const name = options.internalFields.get(node.name)?.field ?? key;
      found.set(key, { key, head: `,${JSON.stringify(name)}:`, write: compileValue(inner, options) });
    }
  };
  collect(selections);
  return [...found.values()];
}

function isMeant(condition: string | undefined, type: unknown, isOfType: TypeTest): boolean {
  return condition !== undefined && typeof type === 'string' && isOfType(type, condition);
}

function compileValue(
  selections: readonly QueryPlanSelectionNode[],
  options: RepresentationOptions,
): (value: unknown) => string {
  if (selections.length === 0) return (value) => JSON.stringify(value);
  const writeObject = compileObject(selections, options);
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
    return isBag(value) ? (writeObject(value, false) ?? 'null') : 'null';
  };
  return write;
}

import { BREAK, Kind, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** How much a document holds; of several operations the largest counts. */
export interface DocumentSize {
  readonly operations: number;
  readonly fragments: number;
  readonly directives: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly depth: number;
  readonly selections: number;
}

/** Size of a selection set with its fragments expanded. Numbers may be astronomical: they are computed, never walked. */
interface Expanded {
  readonly selections: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly depth: number;
}

const NOTHING: Expanded = { selections: 0, aliases: 0, rootFields: 0, depth: 0 };

/**
 * Measures a document that need not be valid. Each fragment is measured once, whatever spreads it, so that the time is that of
 * reading the text; a fragment inside itself, which validation will refuse, counts as endless.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure = createMeasure(fragments);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const roots = operations.map(({ selectionSet }) => measure(selectionSet));
  // Fragments that nobody spreads have been read too.
  const all = [...roots, ...[...fragments.values()].map(({ selectionSet }) => measure(selectionSet))];
  const most = (sizes: readonly Expanded[], what: keyof Expanded) => Math.max(0, ...sizes.map((size) => size[what]));
  return {
    operations: operations.length,
    fragments: document.definitions.length - operations.length,
    directives: countDirectives(document),
    selections: most(all, 'selections'),
    depth: most(all, 'depth'),
    aliases: most(all, 'aliases'),
    rootFields: most(roots, 'rootFields'),
  };
}

/** Whether a document asks about the schema. */
export function asksForSchema(document: DocumentNode): boolean {
  let isAsked = false;
  visit(document, {
    Field({ name }) {
      isAsked = name.value === '__schema' || name.value === '__type';
      return isAsked ? BREAK : undefined;
    },
  });
  return isAsked;
}

/** Whether the roots of its operations ask about the schema and about nothing else. */
export function asksForSchemaOnly({ definitions }: DocumentNode): boolean {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations.every(({ operation, selectionSet }) =>
    selectionSet.selections.every(
      (selection) => operation === 'query' && selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
    ),
  );
}

function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive() {
      count += 1;
    },
  });
  return count;
}

const ENDLESS: Expanded = { selections: Infinity, aliases: 0, rootFields: 0, depth: Infinity };

function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Expanded {
  const known = new Map<string, Expanded>();
  const measureFragment = (name: string): Expanded => {
    const found = known.get(name);
    if (found) return found;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    // What comes back here before it is measured spreads itself.
    known.set(name, ENDLESS);
    const size = measure(fragment.selectionSet);
    known.set(name, size);
    return size;
  };
  const measure = (set: SelectionSetNode): Expanded => {
    let { selections, aliases, rootFields, depth } = NOTHING;
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(selection.name.value)
          : selection.selectionSet
            ? measure(selection.selectionSet)
            : NOTHING;
      selections += inner.selections + (isField ? 1 : 0);
      aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
      rootFields += isField ? 1 : inner.rootFields;
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
    }
    return { selections, aliases, rootFields, depth };
  };
  return measure;
}

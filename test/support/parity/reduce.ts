import { Kind, print, visit } from 'graphql';
import type { DocumentNode, SelectionNode } from 'graphql';
import type { Operation } from './operations';

/** Most variants of a counterexample that are tried. */
const MOST_TRIES = 400;

/** A document without fragments that are spread nowhere and variables that are used nowhere. */
export function withoutUnused(document: DocumentNode): DocumentNode {
  const [spread, used] = [new Set<string>(), new Set<string>()];
  visit(document, {
    FragmentSpread: ({ name }) => void spread.add(name.value),
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  let isSmaller = false;
  const drop = (isUsed: boolean): null | undefined => {
    if (isUsed) return undefined;
    isSmaller = true;
    return null;
  };
  const smaller = visit(document, {
    FragmentDefinition: ({ name }) => drop(spread.has(name.value)),
    VariableDefinition: ({ variable }) => drop(used.has(variable.name.value)),
  });
  return isSmaller ? withoutUnused(smaller) : document;
}

/**
 * The smallest operation found that still fails: selections, directives and optional arguments are taken out one by one
 * for as long as the failure stays. `fails` has to say no to what is not valid.
 */
export async function reduceOperation(
  operation: Operation,
  fails: (smaller: Operation) => Promise<boolean>,
): Promise<Operation> {
  let best = operation;
  let place = 0;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const document = withoutPart(best.document, place);
    if (!document) return best;
    const smaller = { ...operation, document, text: print(document) };
    if (isWhole(document) && (await fails(smaller))) best = smaller;
    else place += 1;
  }
  return best;
}

/** The document without the part of a number, counted from the outside in; undefined past the last one. */
function withoutPart(document: DocumentNode, place: number): DocumentNode | undefined {
  let seen = -1;
  const isIt = () => (seen += 1) === place;
  const smaller = visit(document, {
    enter(node, _key, parent) {
      if (node.kind === Kind.DIRECTIVE || node.kind === Kind.ARGUMENT) {
        const isOfDirective = parent && 'kind' in parent && parent.kind === Kind.DIRECTIVE;
        return !isOfDirective && isIt() ? null : undefined;
      }
      return isSelection(node) && isIt() ? null : undefined;
    },
  });
  return seen < place ? undefined : withoutUnused(smaller);
}

/** Whether no selection has been emptied: that would print as something else. */
function isWhole(document: DocumentNode): boolean {
  let isEmptied = false;
  visit(document, {
    SelectionSet({ selections }) {
      isEmptied ||= selections.length === 0;
    },
  });
  return !isEmptied;
}

function isSelection({ kind }: { readonly kind: string }): boolean {
  const kinds: SelectionNode['kind'][] = [Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD];
  return kinds.some((each) => each === kind);
}

import type { FetchDataRewrite } from '@apollo/query-planner';

/** Whether an object of a type (by name, if it is known) satisfies a type condition. */
export type TypeTest = (type: string, condition: string) => boolean;

type Bag = Record<string, unknown>;

const FRAGMENT = '... on ';

/** Applies what a plan says about names and values that differ between a subgraph and the response, in place. */
export function applyRewrites(value: unknown, rewrites: readonly FetchDataRewrite[], isOfType: TypeTest): void {
  for (const rewrite of rewrites) applyAt(value, rewrite.path, rewrite, isOfType);
}

function applyAt(value: unknown, path: readonly string[], rewrite: FetchDataRewrite, isOfType: TypeTest): void {
  if (Array.isArray(value)) {
    for (const element of value) applyAt(element, path, rewrite, isOfType);
    return;
  }
  const [step, ...rest] = path;
  if (!isBag(value) || step === undefined) return;
  if (step.startsWith(FRAGMENT)) {
    const { __typename: type } = value;
    // A subgraph is not always asked for the type; the rewrite is then meant for whatever is there.
    if (typeof type !== 'string' || isOfType(type, step.slice(FRAGMENT.length)))
      applyAt(value, rest, rewrite, isOfType);
  } else if (rest.length > 0) {
    if (Object.hasOwn(value, step)) applyAt(value[step], rest, rewrite, isOfType);
  } else {
    rewriteKey(value, step, rewrite);
  }
}

function rewriteKey(value: Bag, key: string, rewrite: FetchDataRewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    value[key] = rewrite.setValueTo;
  } else if (Object.hasOwn(value, key)) {
    value[rewrite.renameKeyTo] = value[key];
    Reflect.deleteProperty(value, key);
  }
}

/** An object with keys, not a list. */
export function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

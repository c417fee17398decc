import type { Position } from '../plan/position';
import { isBag } from '../rewrites';

export type Bag = Record<string, unknown>;

/** What stands at the positions of a plan in one run, each object once. */
export class Gathered {
  private readonly found: (unknown[] | undefined)[];

  constructor(
    readonly root: Bag,
    count: number,
  ) {
    this.found = new Array<unknown[] | undefined>(count).fill(undefined);
    this.found[0] = [root];
  }

  /** The objects (or lists, for a position that ends before an `@`) at a position; nulls and misfits are left out. */
  at(position: Position): readonly unknown[] {
    const known = this.found[position.id];
    if (known) return known;
    const parents = position.parent ? this.at(position.parent) : [];
    const found = gather(position, parents);
    this.found[position.id] = found;
    return found;
  }

  /** Forgets what was gathered, where a step may have brought more. */
  forget(positions: readonly Position[]): void {
    for (const { id } of positions) if (id > 0) this.found[id] = undefined;
  }

  /** Every path at which an object stands, in the order of the response. Walks the tree: for failures only. */
  pathsOf(position: Position, isMeant: (object: unknown) => boolean): (string | number)[][] {
    const paths: (string | number)[][] = [];
    walk(this.root, position.path, [], (object, path) => {
      if (isMeant(object)) paths.push(path);
    });
    return paths;
  }
}

function gather(position: Position, parents: readonly unknown[]): unknown[] {
  const { key, identity } = position;
  const found: unknown[] = [];
  const seen = position.isShared ? new Set<unknown>() : undefined;
  const firsts = identity ? new Map<string, unknown>() : undefined;
  const take = (container: Bag | unknown[], at: string | number): void => {
    const value = (container as Bag)[at];
    if (value === null || typeof value !== 'object') return;
    if (firsts && identity && isBag(value)) {
      const text = identityOf(value, identity);
      const first = firsts.get(text);
      if (first !== undefined) (container as Bag)[at] = first;
      else if (firsts.set(text, value)) found.push(value);
      return;
    }
    if (seen?.has(value)) return;
    seen?.add(value);
    found.push(value);
  };
  for (const parent of parents) {
    if (key === '@') {
      if (Array.isArray(parent)) for (let index = 0; index < parent.length; index += 1) take(parent, index);
    } else if (isBag(parent) && Object.hasOwn(parent, key)) {
      take(parent, key);
    }
  }
  return found;
}

/** Objects with equal text here hold the same, leaf by leaf. */
function identityOf(object: Bag, keys: readonly string[]): string {
  let text = '';
  for (const key of keys) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    text += typeof value === 'string' ? `"${value.length}:${value}` : `,${JSON.stringify(value)}`;
  }
  return text;
}

function walk(
  value: unknown,
  path: readonly string[],
  at: (string | number)[],
  visit: (object: unknown, path: (string | number)[]) => void,
): void {
  const [step, ...rest] = path;
  if (step === undefined) visit(value, at);
  else if (step === '@') {
    if (Array.isArray(value)) value.forEach((element, index) => walk(element, rest, [...at, index], visit));
  } else if (isBag(value) && Object.hasOwn(value, step)) walk(value[step], rest, [...at, step], visit);
}

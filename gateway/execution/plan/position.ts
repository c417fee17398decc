/**
 * A place of the response that steps of a plan work on, such as `families.nodes.@.members.@`. Positions form a tree; what
 * stands at a position is gathered from its parent's, once in a run.
 */
export class Position {
  readonly children = new Map<string, Position>();
  /**
   * The keys whose values make two objects here interchangeable; undefined when objects hold more than can be compared. Such
   * objects are made one: they are represented, merged and written once.
   */
  identity: readonly string[] | undefined;
  /** Whether objects here can hang on more than one parent, so that gathering has to look out for repeats. */
  isShared = false;

  constructor(
    /** Its place in the run's table of gathered objects. */
    readonly id: number,
    /** A response key, or `@` for every element of a list; the empty key is the root's. */
    readonly key: string,
    readonly parent: Position | undefined,
  ) {}

  get isRoot(): boolean {
    return this.parent === undefined;
  }

  /** From the root to here. */
  get path(): readonly string[] {
    return this.parent ? [...this.parent.path, this.key] : [];
  }
}

/** The positions of one plan. */
export class Positions {
  readonly root = new Position(0, '', undefined);
  count = 1;

  /** The position of a path, made where it is new. */
  at(path: readonly string[]): Position {
    return path.reduce((position, key) => {
      const known = position.children.get(key);
      if (known) return known;
      const child = new Position(this.count++, key, position);
      position.children.set(key, child);
      return child;
    }, this.root);
  }
}

/** Where the objects under a key stand: the position below it, past any lists. */
export function findObjects(position: Position, key: string): Position | undefined {
  let child = position.children.get(key);
  while (child?.children.has('@')) child = child.children.get('@');
  return child;
}

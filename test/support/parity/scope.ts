/** The answers that stand under one response key, by the type they are selected on. */
interface Claim {
  readonly type: string;
  readonly isLeaf: boolean;
  /** Field and arguments, by the name of the type they are selected on. */
  readonly fields: Map<string, string>;
  readonly below: Scope;
}

/** A field that asks for a response key. */
export interface Asked {
  readonly key: string;
  /** The type it is selected on. */
  readonly owner: string;
  /** Whether an object cannot be of two such types at once. */
  readonly isObject: boolean;
  /** Field and arguments as text. */
  readonly field: string;
  /** The type it returns, as text. */
  readonly type: string;
  readonly isLeaf: boolean;
}

/**
 * The response keys of one object of an answer: what keeps generated selections mergeable ("fields can be merged" of the
 * GraphQL specification), over every fragment that contributes to the object.
 */
export class Scope {
  private readonly claims = new Map<string, Claim>();
  private readonly objects = new Set<string>();

  /** Takes a key for a field; the scope of what is selected below it, or undefined where the key means something else. */
  claim(asked: Asked): Scope | undefined {
    const { key, owner, isObject, field, type, isLeaf } = asked;
    const found = this.claims.get(key);
    if (found && !this.agrees(found, asked)) return undefined;
    if (isObject) this.objects.add(owner);
    if (found) {
      found.fields.set(owner, field);
      return found.below;
    }
    const claim = { type, isLeaf, fields: new Map([[owner, field]]), below: new Scope() };
    this.claims.set(key, claim);
    return claim.below;
  }

  /** Adds everything of another scope, copied; false, and nothing is added, where the two do not agree. */
  absorb(other: Scope): boolean {
    if (!this.fits(other)) return false;
    this.take(other);
    return true;
  }

  private fits(other: Scope): boolean {
    for (const [key, { type, isLeaf, fields, below }] of other.claims) {
      const found = this.claims.get(key);
      if (!found) continue;
      for (const [owner, field] of fields) {
        const isObject = other.objects.has(owner);
        if (!this.agrees(found, { key, owner, isObject, field, type, isLeaf })) return false;
      }
      if (!found.below.fits(below)) return false;
    }
    return true;
  }

  private take(other: Scope): void {
    for (const owner of other.objects) this.objects.add(owner);
    for (const [key, { type, isLeaf, fields, below }] of other.claims) {
      const own = this.claims.get(key) ?? { type, isLeaf, fields: new Map<string, string>(), below: new Scope() };
      this.claims.set(key, own);
      for (const [owner, field] of fields) own.fields.set(owner, field);
      own.below.take(below);
    }
  }

  private agrees(found: Claim, { owner, isObject, field, type, isLeaf }: Asked): boolean {
    if (found.type !== type || found.isLeaf !== isLeaf) return false;
    for (const [otherOwner, otherField] of found.fields) {
      if (otherField === field) continue;
      const areApart = isLeaf && isObject && this.objects.has(otherOwner) && otherOwner !== owner;
      if (!areApart) return false;
    }
    return true;
  }
}

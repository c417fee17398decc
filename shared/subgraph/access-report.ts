import type { Grade } from '../access';

/** What happened to one field of an answer that was not given in full. */
export interface AccessNote {
  /** `Type.field`; the schema's name, never an alias. */
  readonly coordinate: string;
  readonly grade: Exclude<Grade, 'FULL'>;
  readonly reason: string;
}

/** Collects, for one fetch, which fields were masked, banded or withheld: once a coordinate, not once a row. */
export class AccessReport {
  private readonly found = new Map<string, AccessNote & { readonly path: readonly (string | number)[] }>();

  add(note: AccessNote, path: () => readonly (string | number)[]): void {
    if (!this.found.has(note.coordinate)) this.found.set(note.coordinate, { ...note, path: path() });
  }

  get notes(): AccessNote[] {
    return [...this.found.values()].map(({ coordinate, grade, reason }) => ({ coordinate, grade, reason }));
  }

  /** The fields that answered null because of the policy, with the first place they did. */
  get withheld(): readonly (AccessNote & { readonly path: readonly (string | number)[] })[] {
    return [...this.found.values()].filter(({ grade }) => grade === 'WITHHELD' || grade === 'AGGREGATE');
  }
}

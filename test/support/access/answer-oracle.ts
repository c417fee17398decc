import type { Condition } from '../../../shared/access';
import type { Viewer } from '../../../shared/viewer';
import { RowOracle, ageOf } from './oracle';
import type { EnrolmentFact, FamilyFact, PersonFact, Population } from './population';
import type { Selection } from './shapes';
import { isPresent } from './shapes';
import { gradeOn, isRefusedEverywhere, refusedGrade, shownAt } from './specification';
import type { Mark } from './specification';

/** An object of an answer before its selection is applied: its type, what holds of it, and its values. */
interface Node {
  readonly type: string;
  readonly facts: ReadonlySet<Condition>;
  /** Absent: nothing more is known of it than its key. */
  readonly values: Readonly<Record<string, () => unknown>>;
}

/** What an operation has to answer. */
export interface Expected {
  /** null: nothing of it was to be asked. */
  readonly data: unknown;
  /** `Type.field GRADE` of everything not shown in full. */
  readonly notes: ReadonlySet<string>;
  /** Fields of rows that were decided. */
  readonly decisions: number;
}

/** The slow answer to an operation. */
export class AnswerOracle {
  private readonly rows: RowOracle;
  private readonly notes = new Set<string>();
  private decisions = 0;

  constructor(
    private readonly people: Population,
    private readonly viewer: Viewer,
    private readonly marks: ReadonlyMap<string, Mark>,
    /** false: asked of a subgraph directly, where nobody narrows. */
    private readonly isNarrowed = true,
  ) {
    this.rows = new RowOracle(people, viewer);
  }

  answer(selections: readonly Selection[]): Expected {
    if (this.isNarrowed) this.noteRefused(selections, 'Query');
    const isAsked = !this.isNarrowed || this.hasLeaf(selections, 'Query');
    const data = isAsked ? this.object({ type: 'Query', facts: new Set(), values: {} }, selections) : null;
    return { data, notes: this.notes, decisions: this.decisions };
  }

  /** Entities asked by their keys, as a gateway would. */
  entities(type: 'Person' | 'Family', ids: readonly string[], selections: readonly Selection[]): Expected {
    const found = ids.map((id) => (type === 'Person' ? this.personOf(id) : this.familyOf(id)));
    const data = found.map((node) => (node ? this.object(node, selections) : null));
    return { data, notes: this.notes, decisions: this.decisions };
  }

  private object(node: Node, selections: readonly Selection[]): Record<string, unknown> {
    const answer: Record<string, unknown> = {};
    for (const selection of selections) {
      if (!isPresent(selection)) continue;
      if (selection.kind !== 'FIELD') {
        merge(answer, this.object(node, selection.below));
        continue;
      }
      merge(answer, { [selection.key]: this.field(node, selection) });
    }
    return answer;
  }

  private field(node: Node, { field, args, below }: Extract<Selection, { kind: 'FIELD' }>): unknown {
    if (field === '__typename') return node.type;
    const coordinate = `${node.type}.${field}`;
    const mark = this.markOf(coordinate);
    this.decisions += 1;
    if (this.isRefused(coordinate)) return null;
    const value = node.type === 'Query' ? this.rootValue(field, args) : node.values[field];
    // Only its key is known: there is no row on which anything could be decided.
    if (!value) return null;
    const grade = gradeOn(this.viewer, mark, node.facts);
    const isShown = shownAt(grade, mark, 'text') === 'text';
    if (!isShown) this.notes.add(`${coordinate} ${grade}`);
    if (!below) return shownAt(grade, mark, value() ?? null);
    return isShown ? this.complete(value(), below) : null;
  }

  private complete(value: unknown, below: readonly Selection[]): unknown {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map((item) => this.complete(item, below));
    return this.object(value as Node, below);
  }

  /** A root field: a row by its id, or everything there is, a page of it. */
  private rootValue(field: string, args: string): (() => unknown) | undefined {
    const id = /id: "([^"]*)"/.exec(args)?.[1] ?? '';
    const { persons, families, enrolments } = this.people;
    const values: Node['values'] = {
      person: () => this.personOf(id),
      family: () => this.familyOf(id),
      enrolment: () => this.enrolmentOf(id),
      persons: () =>
        this.page(
          'Person',
          sorted(persons).flatMap((row) => this.personOf(row.id) ?? []),
        ),
      families: () =>
        this.page(
          'Family',
          sorted(families).flatMap((row) => this.familyOf(row.id) ?? []),
        ),
      enrolments: () =>
        this.page(
          'Enrolment',
          sorted(enrolments).flatMap((row) => this.enrolmentOf(row.id) ?? []),
        ),
    };
    return values[field];
  }

  private page(type: string, nodes: readonly Node[]): Node {
    const shown = nodes.slice(0, PAGE);
    return open(`${type}Connection`, {
      nodes: shown,
      edges: shown.map((node) => open(`${type}Edge`, { node })),
      pageInfo: open('PageInfo', { hasNextPage: nodes.length > PAGE }),
      totalCount: open('TotalCount', { value: nodes.length, exact: true }),
    });
  }

  private personOf(id: string): Node | undefined {
    const person = this.rows.person(id);
    return person && this.rows.seesPerson(person) ? this.personNode(id, person) : undefined;
  }

  private familyOf(id: string): Node | undefined {
    const family = this.rows.family(id);
    return family && this.rows.seesFamily(family) ? this.familyNode(id, family) : undefined;
  }

  private enrolmentOf(id: string): Node | undefined {
    const enrolment = this.rows.enrolment(id);
    return enrolment && this.rows.seesEnrolment(enrolment) ? this.enrolmentNode(enrolment) : undefined;
  }

  /** A person another subgraph names: the key is known, the row only to whom may see it. */
  private personRef(id: string): Node {
    return this.personOf(id) ?? this.personNode(id);
  }

  private familyRef(id: string): Node {
    return this.familyOf(id) ?? this.familyNode(id);
  }

  private personNode(id: string, seen?: PersonFact): Node {
    const { families } = this.people;
    const familyId = this.rows.person(id)?.familyId;
    const participation: Node['values'] = {
      id: () => id,
      enrolments: () => this.enrolmentsOf(familyId),
      pkhComponents: () => this.componentNodes(({ personId }) => personId === id),
    };
    if (!seen) return { type: 'Person', facts: this.rows.facts('Person'), values: participation };
    const values: Node['values'] = {
      ...constants(seen),
      ...participation,
      ageBand: () => bandOf(ageOf(seen.birthDate)),
      isChild: () => ageOf(seen.birthDate) < 18,
      disability: () => (seen.disabilities.length > 1 ? 'GANDA_MULTI' : seen.disabilities[0]),
      family: () => (families.some((each) => each.id === seen.familyId) ? this.familyOf(seen.familyId) : undefined),
      regency: () => region(seen.regionCode.slice(0, 4)),
    };
    return { type: 'Person', facts: this.rows.factsOfPerson(seen), values };
  }

  private familyNode(id: string, seen?: FamilyFact): Node {
    const facts = this.rows.facts('Family');
    const participation: Node['values'] = { id: () => id, enrolments: () => this.enrolmentsOf(id) };
    if (!seen) return { type: 'Family', facts, values: participation };
    const members = this.people.persons
      .filter((person) => person.familyId === id)
      .sort((a, b) => compare(a.birthDate, b.birthDate) || compare(a.id, b.id));
    const values: Node['values'] = {
      ...constants(seen),
      ...participation,
      kpmFlags: () => this.rows.flagsOf(seen),
      desilBand: () =>
        seen.desil <= 2 ? 'DESIL_1_2' : seen.desil <= 4 ? 'DESIL_3_4' : seen.desil === 5 ? 'DESIL_5' : 'DESIL_6_10',
      desilHistory: () => seen.history.map((entry) => ({ type: 'DesilEntry', facts, values: constants(entry) })),
      assets: () => ({ type: 'Assets', facts, values: constants({ car: seen.car }) }),
      housing: () => ({ type: 'Housing', facts, values: constants({ roofMaterial: seen.roofMaterial }) }),
      head: () => this.personOf(seen.headId),
      members: () => members.flatMap((member) => this.personOf(member.id) ?? []),
      region: () => region(seen.regionCode),
      regency: () => region(seen.regionCode.slice(0, 4)),
    };
    return { type: 'Family', facts, values };
  }

  private enrolmentsOf(familyId: string | undefined): Node[] {
    return this.people.enrolments
      .filter((enrolment) => enrolment.familyId === familyId && this.rows.seesEnrolment(enrolment))
      .sort((a, b) => compare(a.programCode, b.programCode) || compare(a.startedOn, b.startedOn) || compare(a.id, b.id))
      .map((enrolment) => this.enrolmentNode(enrolment));
  }

  private enrolmentNode(enrolment: EnrolmentFact): Node {
    const values: Node['values'] = {
      ...constants(enrolment),
      statusReason: () => enrolment.reason,
      dciStatus: () => (enrolment.status === 'ACTIVE' ? 1 : undefined),
      program: () => open('Program', { code: enrolment.programCode }),
      family: () => this.familyRef(enrolment.familyId),
      manager: () => this.personRef(enrolment.managerId),
      components: () => this.componentNodes(({ enrolmentId }) => enrolmentId === enrolment.id),
    };
    return { type: 'Enrolment', facts: this.rows.facts('Enrolment'), values };
  }

  private componentNodes(isWanted: (row: Population['components'][number]) => boolean): Node[] {
    return this.people.components
      .filter((row) => isWanted(row) && this.rows.seesComponent(row))
      .sort((a, b) => compare(a.startedOn, b.startedOn) || compare(a.component, b.component) || compare(a.id, b.id))
      .map((row) => ({
        type: 'PkhParticipation',
        facts: this.rows.facts('PkhParticipation'),
        values: {
          ...constants(row),
          person: () => this.personRef(row.personId),
          enrolment: () => this.enrolmentOf(row.enrolmentId),
        },
      }));
  }

  /** What is refused wherever it stands is told for every place that is there, whatever rows there are. */
  private noteRefused(selections: readonly Selection[], type: string): void {
    for (const selection of selections) {
      if (!isPresent(selection)) continue;
      if (selection.kind !== 'FIELD') {
        this.noteRefused(selection.below, type);
        continue;
      }
      if (selection.field === '__typename') continue;
      const coordinate = `${type}.${selection.field}`;
      if (this.isRefused(coordinate))
        this.notes.add(`${coordinate} ${refusedGrade(this.viewer, this.markOf(coordinate))}`);
      else if (selection.below) this.noteRefused(selection.below, selection.target);
    }
  }

  /** Whether a value is left to ask for; conditions do not count, a condition is for each request. */
  private hasLeaf(selections: readonly Selection[], type: string): boolean {
    return selections.some((selection) => {
      if (selection.kind !== 'FIELD') return this.hasLeaf(selection.below, type);
      if (selection.field === '__typename' || this.isRefused(`${type}.${selection.field}`)) return false;
      return selection.below ? this.hasLeaf(selection.below, selection.target) : true;
    });
  }

  private isRefused(coordinate: string): boolean {
    return this.isNarrowed && isRefusedEverywhere(this.viewer, this.markOf(coordinate));
  }

  private markOf(coordinate: string): Mark {
    const mark = this.marks.get(coordinate);
    if (!mark) throw new Error(`${coordinate} has no group`);
    return mark;
  }
}

/** Rows of a list asked for at once. */
export const PAGE = 100;

function open(type: string, values: Readonly<Record<string, unknown>>): Node {
  return { type, facts: new Set(), values: constants(values) };
}

function constants(values: object): Record<string, () => unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value as unknown]));
}

function region(code: string): Node {
  return open('Region', { code, name: `Tempat ${code}` });
}

function sorted<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function bandOf(age: number): string {
  const bounds = [
    [4, '0_4'],
    [14, '5_14'],
    [24, '15_24'],
    [34, '25_34'],
    [44, '35_44'],
    [59, '45_59'],
    [74, '60_74'],
  ] as const;
  return `AGE_${bounds.find(([last]) => age <= last)?.[1] ?? '75_PLUS'}`;
}

/** One object is selected in several places. */
function merge(into: Record<string, unknown>, more: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(more)) {
    const known = into[key];
    if (Array.isArray(known) && Array.isArray(value)) {
      for (const [index, item] of known.entries()) mergeValue(item, value[index]);
    } else if (!mergeValue(known, value)) into[key] = value;
  }
}

function mergeValue(known: unknown, value: unknown): boolean {
  const areObjects = [known, value].every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  if (areObjects) merge(known as Record<string, unknown>, value as Record<string, unknown>);
  return areObjects;
}

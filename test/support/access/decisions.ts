import fc from 'fast-check';
import { PURPOSES_OF } from '../../../shared/access';
import { NATION, PURPOSES, ROLES } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import type { TestPlatform } from '../platform';
import { AnswerOracle, PAGE } from './answer-oracle';
import type { Expected } from './answer-oracle';
import { RowOracle } from './oracle';
import type { Population } from './population';
import { selectionsOn, settle, writeDocument } from './shapes';
import type { Selection } from './shapes';
import { gradeOn } from './specification';
import type { Mark } from './specification';

const MISSING = '00000000-0000-8000-8000-000000000000';
const PLACES = [NATION, '32', '3204', '320405', '3204052001', '3204062001', '3205', '31', '51', '91'];

/** Anybody: a role with any claims, those it is judged by and those it is not; every fourth states any purpose or none. */
export function anyViewer({ persons }: Population): fc.Arbitrary<Viewer> {
  const claims = fc.record({
    subject: fc.constant('drawn'),
    role: fc.constantFrom(...ROLES),
    regionCodes: fc.subarray(PLACES, { maxLength: 2 }),
    programCodes: fc.subarray(['PKH', 'SEMBAKO', 'PROKUS'], { maxLength: 2 }),
    personId: fc.option(fc.constantFrom(...persons.map(({ id }) => id)), { nil: undefined, freq: 6 }),
    employerId: fc.option(fc.constant(MISSING), { nil: undefined }),
    sentraId: fc.option(fc.constant('S-001'), { nil: undefined }),
    purpose: fc.option(fc.constantFrom(...PURPOSES), { nil: undefined }),
  });
  return fc.tuple(claims, fc.nat(3)).map(([{ purpose, ...viewer }, chance]) => {
    const own = PURPOSES_OF[viewer.role];
    return { ...viewer, purpose: chance === 0 || own === 'ANY' ? purpose : own[0] };
  });
}

/** A question to the whole graph. */
export function anyDocument(people: Population): fc.Arbitrary<readonly Selection[]> {
  const roots = [
    ['person', 'persons', 'Person', people.persons],
    ['family', 'families', 'Family', people.families],
    ['enrolment', 'enrolments', 'Enrolment', people.enrolments],
  ] as const;
  const drawn = roots.map(([one, many, type, rows]) => {
    const ids = fc.constantFrom(...rows.map(({ id }) => id), MISSING);
    const single = fc
      .tuple(ids, selectionsOn(type, 2), fc.nat(9))
      .map(([id, below, number]) => fieldOf(one, `(id: "${id}")`, type, below, `one${number}`));
    const list = fc
      .record({ below: selectionsOn(type, 1), isEdges: fc.boolean(), isCounted: fc.boolean() })
      .map(({ below, isEdges, isCounted }) => {
        const rowsOf = isEdges
          ? fieldOf('edges', '', `${type}Edge`, [fieldOf('node', '', type, below)])
          : fieldOf('nodes', '', type, below);
        const count = [fieldOf('totalCount', '', 'TotalCount', [fieldOf('value', '', '')])];
        return fieldOf(many, `(first: ${PAGE})`, `${type}Connection`, [rowsOf, ...(isCounted ? count : [])]);
      });
    return fc.oneof({ weight: 1, arbitrary: single }, { weight: 2, arbitrary: list });
  });
  return fc.array(fc.oneof(...drawn), { minLength: 1, maxLength: 2 }).map((selections) => settle(selections));
}

/** A question a gateway would ask the registry: entities by their keys. */
export interface EntityQuestion {
  readonly type: 'Person' | 'Family';
  readonly ids: readonly string[];
  readonly selections: readonly Selection[];
}

export function anyEntities(people: Population): fc.Arbitrary<EntityQuestion> {
  const ofType = (type: EntityQuestion['type'], rows: readonly { readonly id: string }[]) =>
    fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...rows.map(({ id }) => id), MISSING), { minLength: 5, maxLength: 30 }),
        selectionsOn(type, 1, true),
      )
      .map(([ids, selections]): EntityQuestion => ({ type, ids, selections: settle(selections) }));
  return fc.oneof(ofType('Person', people.persons), ofType('Family', people.families));
}

function fieldOf(field: string, args: string, target: string, below?: readonly Selection[], key = field): Selection {
  return { kind: 'FIELD', key, field, args, condition: undefined, target, ...(below && { below }) };
}

/** Asks, and says what is not as the oracle says; nothing if all is. */
export class DecisionJudge {
  /** Fields of rows decided so far. */
  decisions = 0;

  constructor(
    private readonly platform: TestPlatform,
    private readonly people: Population,
    private readonly marks: ReadonlyMap<string, Mark>,
  ) {}

  /** Asks the whole graph. */
  async graph(viewer: Viewer, selections: readonly Selection[]): Promise<string[]> {
    const { query, variables } = writeDocument(selections);
    const { data, errors, access } = await this.platform.ask(viewer, query, variables);
    const expected = this.oracle(viewer).answer(selections);
    const found = this.compare(viewer, expected, { data, errors, access });
    return found.length > 0 ? [query, ...found] : [];
  }

  /** Asks the registry alone, past every gateway. */
  async entities(viewer: Viewer, { type, ids, selections }: EntityQuestion): Promise<string[]> {
    const wrap = (body: string) => `{ _entities(representations: $of) { ... on ${type} ${body} } }`;
    const { query, variables } = writeDocument(selections, wrap, ['$of: [_Any!]!']);
    const of = ids.map((id) => ({ __typename: type, id }));
    const { subgraph } = this.platform.subgraph('beneficiaries');
    const answer = await subgraph.execute({ query, variables: { ...variables, of } }, viewer);
    const expected = this.oracle(viewer, false).entities(type, ids, selections);
    const { access } = (answer.extensions ?? {}) as { access?: Answered['access'] };
    const data = answer.data?.['_entities'];
    return this.compare(viewer, expected, {
      data,
      errors: (answer.errors ?? []) as Answered['errors'],
      access: access ?? [],
    });
  }

  private oracle(viewer: Viewer, isNarrowed = true): AnswerOracle {
    return new AnswerOracle(this.people, viewer, this.marks, isNarrowed);
  }

  private compare(viewer: Viewer, expected: Expected, answer: Answered): string[] {
    this.decisions += expected.decisions;
    const found: string[] = [];
    const data: unknown = JSON.parse(JSON.stringify(answer.data ?? null));
    different(expected.data, data, '', found);
    const notes = new Set(answer.access.map(({ coordinate, grade }) => `${coordinate} ${grade}`));
    for (const note of expected.notes) if (!notes.has(note)) found.push(`not told: ${note}`);
    for (const note of notes) if (!expected.notes.has(note)) found.push(`told for nothing: ${note}`);
    for (const { coordinate, reason } of answer.access) if (reason === '') found.push(`no reason: ${coordinate}`);
    const named = new Set(answer.errors.map(({ extensions }) => extensions?.['coordinate']));
    for (const note of expected.notes) {
      const [coordinate, grade] = note.split(' ');
      const isError = grade === 'WITHHELD' || grade === 'AGGREGATE';
      if (isError !== named.has(coordinate)) found.push(`${isError ? 'no' : 'an'} error: ${note}`);
    }
    const text = JSON.stringify(answer);
    for (const secret of this.secrets(viewer)) if (text.includes(secret)) found.push(`leaked: ${secret}`);
    return found;
  }

  /** Every text no answer to this viewer may hold anywhere. Each is of one field of one row only. */
  private secrets(viewer: Viewer): string[] {
    const rows = new RowOracle(this.people, viewer);
    const isShown = (coordinate: string, facts: ReturnType<RowOracle['facts']>) => {
      const mark = this.marks.get(coordinate);
      return mark !== undefined && gradeOn(viewer, mark, facts) === 'FULL';
    };
    const persons = this.people.persons.flatMap((person) => {
      const secrets = [
        ['nik', person.nik],
        ['fullName', person.fullName],
        ['phone', person.phone],
        ['address', person.address],
        ['chronicIllnesses', person.chronicIllnesses[0]],
        ['dataSource', person.dataSource],
      ] as const;
      const sees = rows.seesPerson(person);
      return secrets.flatMap(([field, value]) =>
        value && !(sees && isShown(`Person.${field}`, rows.factsOfPerson(person))) ? [value] : [],
      );
    });
    const families = this.people.families.flatMap((family) => {
      const sees = rows.seesFamily(family);
      const secrets = [
        ['kkNumber', family.kkNumber],
        ['address', family.address],
      ] as const;
      return secrets.flatMap(([field, value]) =>
        sees && isShown(`Family.${field}`, rows.facts('Family')) ? [] : [value],
      );
    });
    const cards = this.people.enrolments.flatMap((enrolment) => {
      const sees = rows.seesEnrolment(enrolment) && isShown('Enrolment.cardNumber', rows.facts('Enrolment'));
      return sees ? [] : [enrolment.cardNumber];
    });
    return [...persons, ...families, ...cards];
  }
}

interface Answered {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly access: readonly { readonly coordinate: string; readonly grade: string; readonly reason: string }[];
}

/** Where two answers differ, by path. */
function different(expected: unknown, actual: unknown, path: string, found: string[]): void {
  if (found.length > 5) return;
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (!isObject(expected) || !isObject(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    if ((expected ?? null) !== (actual ?? null))
      found.push(`${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
    return;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (key in expected !== key in actual) found.push(`${path}.${key}: ${key in actual ? 'there' : 'missing'}`);
    else different(expected[key], actual[key], `${path}.${key}`, found);
  }
}

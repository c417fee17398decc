import fc from 'fast-check';

/** A selection of a document, with what fields merge into: response keys that mean one thing in one object. */
export type Selection =
  | {
      readonly kind: 'FIELD';
      readonly key: string;
      readonly field: string;
      /** As text, or empty. */
      readonly args: string;
      readonly condition: Presence;
      /** The type of what is selected below. */
      readonly target: string;
      readonly below?: readonly Selection[];
    }
  | { readonly kind: 'INLINE'; readonly on: string; readonly condition: Presence; readonly below: readonly Selection[] }
  /** `times`: how often it is spread. */
  | {
      readonly kind: 'SPREAD';
      readonly on: string;
      readonly condition: Presence;
      readonly below: readonly Selection[];
      readonly times: number;
    };

/** `@skip` or `@include`, by a literal or by a variable of that value. */
export type Presence =
  { readonly directive: 'skip' | 'include'; readonly value: boolean; readonly isVariable: boolean } | undefined;

/** Whether the values of conditions let a selection stand. */
export function isPresent({ condition }: Selection): boolean {
  return !condition || (condition.directive === 'include') === condition.value;
}

/** Leaf fields and object fields of the types documents are about. */
interface Shape {
  readonly leaves: readonly string[];
  readonly objects: Readonly<Record<string, string>>;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  Person: {
    leaves: [
      'id',
      'fullName',
      'birthDate',
      'sex',
      'maritalStatus',
      'familyRole',
      'schooling',
      'highestDiploma',
      'workStatus',
      'businessSector',
      'businessCount',
      'address',
      'phone',
      'chronicIllnesses',
      'pregnant',
      'identityStatus',
      'matchStatus',
      'matchedOn',
      'dataSource',
      'confirmedOn',
      'nik',
      'ageBand',
      'isChild',
      'disability',
    ],
    objects: { family: 'Family', regency: 'Region', enrolments: 'Enrolment', pkhComponents: 'PkhParticipation' },
  },
  Family: {
    leaves: [
      'id',
      'address',
      'latitude',
      'longitude',
      'desil',
      'desilSnapshot',
      'confirmedOn',
      'integrityScore',
      'kpmFlags',
      'kkNumber',
      'desilBand',
    ],
    objects: {
      assets: 'Assets',
      housing: 'Housing',
      desilHistory: 'DesilEntry',
      head: 'Person',
      members: 'Person',
      region: 'Region',
      regency: 'Region',
      enrolments: 'Enrolment',
    },
  },
  Enrolment: {
    leaves: ['id', 'status', 'startedOn', 'endedOn', 'statusReason', 'dciStatus', 'cardNumber'],
    objects: { program: 'Program', family: 'Family', manager: 'Person', components: 'PkhParticipation' },
  },
  PkhParticipation: { leaves: ['component', 'startedOn'], objects: { person: 'Person', enrolment: 'Enrolment' } },
  Assets: { leaves: ['car'], objects: {} },
  Housing: { leaves: ['roofMaterial'], objects: {} },
  DesilEntry: { leaves: ['snapshot', 'desil'], objects: {} },
  Region: { leaves: ['code', 'name'], objects: {} },
  Program: { leaves: ['code'], objects: {} },
};
/** Fields the registry does not have itself. */
const ELSEWHERE = ['enrolments', 'pkhComponents'];

const presence: fc.Arbitrary<Presence> = fc.option(
  fc.record({
    directive: fc.constantFrom('skip' as const, 'include' as const),
    value: fc.boolean(),
    isVariable: fc.boolean(),
  }),
  { nil: undefined, freq: 8 },
);

/** Selections on a type: most of its fields, under their names or others' (`fullName: nik`), in fragments of both kinds. */
export function selectionsOn(type: string, depth: number, isRegistryOnly = false): fc.Arbitrary<readonly Selection[]> {
  const shape = SHAPES[type];
  if (!shape) throw new Error(`no shape of ${type}`);
  const keys = [...shape.leaves, 'x', 'y', 'z'];
  const leaf = (field: string): fc.Arbitrary<Selection> =>
    fc
      .record({ alias: fc.option(fc.constantFrom(...keys), { nil: undefined, freq: 2 }), condition: presence })
      .map(({ alias, condition }) => ({
        kind: 'FIELD',
        key: alias ?? field,
        field,
        args: '',
        condition,
        target: '',
      }));
  const leaves = fc
    .subarray([...shape.leaves], { minLength: Math.ceil(shape.leaves.length / 2) })
    .chain((fields) => fc.tuple(...fields.map(leaf)));
  const objects = Object.entries(shape.objects).filter(([field]) => !isRegistryOnly || !ELSEWHERE.includes(field));
  if (depth === 0 || objects.length === 0) return leaves;
  const object = ([field, target]: [string, string]): fc.Arbitrary<Selection> =>
    fc
      .record({ below: selectionsOn(target, depth - 1, isRegistryOnly), condition: presence, isRenamed: fc.boolean() })
      .map(({ below, condition, isRenamed }) => ({
        kind: 'FIELD',
        key: isRenamed ? `my_${field}` : field,
        field,
        args: '',
        condition,
        target,
        below,
      }));
  const inner = fc.subarray(objects, { minLength: 0, maxLength: 2 }).chain((chosen) => fc.tuple(...chosen.map(object)));
  const flat = fc.tuple(leaves, inner).map(([own, nested]): readonly Selection[] => [...own, ...nested]);
  const fragment: fc.Arbitrary<Selection> = fc
    .record({
      below: depth > 1 ? flat : leaves,
      condition: presence,
      isNamed: fc.boolean(),
      isNested: fc.boolean(),
      times: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ below, condition, isNamed, isNested, times }) => {
      const held: readonly Selection[] = isNested ? [{ kind: 'INLINE', on: type, condition: undefined, below }] : below;
      return isNamed
        ? { kind: 'SPREAD', on: type, condition, below: held, times }
        : { kind: 'INLINE', on: type, condition, below: held };
    });
  return fc.tuple(flat, fc.option(fragment, { nil: undefined })).map(([own, more]) => (more ? [...own, more] : own));
}

/** Renames response keys that would mean two things in one object, so that the document is valid. */
export function settle(selections: readonly Selection[], scope: Scope = new Map()): readonly Selection[] {
  return selections.map((selection): Selection => {
    if (selection.kind !== 'FIELD') return { ...selection, below: settle(selection.below, scope) };
    const meaning = `${selection.field}${selection.args}`;
    let key = selection.key;
    while ((scope.get(key)?.meaning ?? meaning) !== meaning) key = `${key}_`;
    const claim = scope.get(key) ?? { meaning, below: new Map() };
    scope.set(key, claim);
    return { ...selection, key, ...(selection.below && { below: settle(selection.below, claim.below) }) };
  });
}

type Scope = Map<string, { readonly meaning: string; readonly below: Scope }>;

/** A document as text, with the variables of its conditions. */
export function writeDocument(
  selections: readonly Selection[],
  wrap: (selection: string) => string = (selection) => selection,
  definitions: readonly string[] = [],
): { query: string; variables: Record<string, boolean> } {
  const fragments: string[] = [];
  const variables: Record<string, boolean> = {};
  const condition = (presence: Presence): string => {
    if (!presence) return '';
    const name = presence.value ? 'yes' : 'no';
    if (presence.isVariable) variables[name] = presence.value;
    return ` @${presence.directive}(if: ${presence.isVariable ? `$${name}` : String(presence.value)})`;
  };
  const write = (all: readonly Selection[]): string => `{ ${all.map(one).join(' ')} }`;
  const one = (selection: Selection): string => {
    const when = condition(selection.condition);
    if (selection.kind === 'FIELD') {
      const { key, field, args, below } = selection;
      return `${key === field ? '' : `${key}: `}${field}${args}${when}${below ? ` ${write(below)}` : ''}`;
    }
    if (selection.kind === 'INLINE') return `... on ${selection.on}${when} ${write(selection.below)}`;
    const name = `F${fragments.length}`;
    fragments.push('');
    fragments[Number(name.slice(1))] = `fragment ${name} on ${selection.on} ${write(selection.below)}`;
    return Array.from({ length: selection.times }, () => `...${name}${when}`).join(' ');
  };
  const body = wrap(write(selections));
  const declared = [...definitions, ...Object.keys(variables).map((name) => `$${name}: Boolean!`)];
  const head = declared.length > 0 ? `query Drawn(${declared.join(', ')})` : 'query Drawn';
  return { query: `${head} ${body} ${fragments.join(' ')}`, variables };
}

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, valueFromASTUntyped } from 'graphql';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import type { Role } from '../../../shared/viewer';
import { CUBES } from '../../../subgraphs/insights/cube/catalogue';
import { requestOf } from '../../../subgraphs/insights/table/asked';
import type { TableArguments } from '../../../subgraphs/insights/table/asked';
import type { TableRequest } from '../../../subgraphs/insights/table/request';

const DOCUMENTS = join(__dirname, '..', '..', '..', 'subgraphs', 'insights', 'questions');
const CONTROLS = join(__dirname, '..', 'questions');

/** A table a document asks for. */
export interface AskedRoot {
  /** Of the answer's data. */
  readonly alias: string;
  readonly request: TableRequest;
}

/** What the graph should say: a table, or a refusal that names its code and the dimension that is too fine. */
export type Expectation = 'ANSWER' | `REFUSAL ${string}`;

/** A question of the ministry: its document, and its control over the source schemas. */
export interface Question {
  /** For instance `01-placement-rate`. */
  readonly name: string;
  readonly number: number;
  readonly document: string;
  readonly role: Role;
  readonly expected: Expectation;
  /** One row a cell: categories by the names of dimensions in lower case, counts and sums by those of measures. */
  readonly sql: string;
}

/** All questions that stand as documents, in their order. */
export function readQuestions(): Question[] {
  const files = readdirSync(DOCUMENTS).filter((file) => file.endsWith('.graphql'));
  return files.sort().map((file) => {
    const name = file.replace('.graphql', '');
    const document = readFileSync(join(DOCUMENTS, file), 'utf8');
    const sql = readFileSync(join(CONTROLS, `${name}.sql`), 'utf8');
    const [, expected] = /^-- expects: (ANSWER|REFUSAL .+)\n/.exec(sql) ?? [];
    if (expected === undefined) throw new Error(`${name}.sql does not say what is expected`);
    // Whose NIK was looked at is for the data protection officer alone.
    const role = document.includes('revealsStats') ? 'DPO' : 'ANALYST';
    return { name, number: Number.parseInt(name, 10), document, role, expected: expected as Expectation, sql };
  });
}

/** The tables a document asks for; what else it asks is left out. Throws for one its cube cannot make. */
export function rootsOf({ document }: Pick<Question, 'document'>): AskedRoot[] {
  const [operation] = parse(document).definitions as OperationDefinitionNode[];
  const fields = (operation?.selectionSet.selections ?? []) as readonly FieldNode[];
  return fields.flatMap((field) => {
    const cube = CUBES.find(({ name }) => `${name}Stats` === field.name.value);
    if (!cube) return [];
    const [first] = cube.measures;
    const asked: TableArguments = {
      by: [],
      measures: first ? [first.name] : [],
      where: undefined,
      totals: 'NONE',
      ...argumentsOf(field),
      time: timeOf(field),
    };
    return [{ alias: field.alias?.value ?? field.name.value, request: requestOf(cube, asked) }];
  });
}

function argumentsOf(field: FieldNode): Record<string, unknown> {
  return Object.fromEntries((field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** The grain is the month where none is named, as in the graph. */
function timeOf(field: FieldNode): TableArguments['time'] {
  const given = argumentsOf(field)['time'] as Partial<NonNullable<TableArguments['time']>> | undefined;
  return given && { grain: 'MONTH', ...given };
}

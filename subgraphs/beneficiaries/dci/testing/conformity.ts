import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Bag = Readonly<Record<string, unknown>>;

/** What the standard publishes, with references that lead anywhere in it. */
const PUBLISHED = JSON.parse(readFileSync(join(__dirname, 'social_api_v1.0.0.json'), 'utf8')) as Bag;

/** A request or message the standard publishes as an example. */
export function readExample(name: string): { readonly header: Bag; readonly message: Bag } {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), 'utf8')) as { header: Bag; message: Bag };
}

/** What in an answer does not fit the published schema of an endpoint, by path; empty for one that conforms. */
export function findingsOf(endpoint: string, answer: unknown, status = 'default'): string[] {
  const escaped = endpoint.replaceAll('/', '~1');
  return check(answer, at(`#/paths/${escaped}/post/responses/${status}`), '$');
}

/** The schema at a reference; of a response, that of its content. */
function at(reference: string): Bag {
  const found = reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Bag>((inner, part) => inner[part] as Bag, PUBLISHED);
  const response = typeof found['$ref'] === 'string' ? at(found['$ref']) : found;
  const content = response['content'] as { 'application/json': { schema: Bag } } | undefined;
  return content ? content['application/json'].schema : response;
}

function check(value: unknown, given: Bag, path: string): string[] {
  const schema = typeof given['$ref'] === 'string' ? at(given['$ref']) : given;
  const {
    type,
    properties = {},
    required = [],
    items,
    enum: options,
    maxLength,
    format,
    allOf = [],
    oneOf,
  } = schema as {
    type?: string;
    properties?: Readonly<Record<string, Bag>>;
    required?: readonly string[];
    items?: Bag;
    enum?: readonly unknown[];
    maxLength?: number;
    format?: string;
    allOf?: readonly Bag[];
    oneOf?: readonly Bag[];
  };
  const found = allOf.flatMap((each) => check(value, each, path));
  if (type !== undefined && !isOf(type, value)) return [...found, `${path} is no ${type}`];
  if (options && !options.includes(value)) found.push(`${path} is none of ${options.join(', ')}`);
  if (typeof value === 'string' && value.length > (maxLength ?? Infinity)) found.push(`${path} is too long`);
  if (format === 'date-time' && Number.isNaN(Date.parse(String(value)))) found.push(`${path} is no time`);
  if (oneOf && oneOf.filter((each) => check(value, each, path).length === 0).length !== 1) {
    found.push(`${path} fits not one of its forms`);
  }
  if (Array.isArray(value) && items)
    found.push(...value.flatMap((each, index) => check(each, items, `${path}[${index}]`)));
  if (!isOf('object', value)) return found;
  const bag = value as Bag;
  found.push(...required.filter((name) => !(name in bag)).map((name) => `${path}.${name} is missing`));
  const known = Object.entries(properties).filter(([name]) => name in bag);
  return [...found, ...known.flatMap(([name, inner]) => check(bag[name], inner, `${path}.${name}`))];
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

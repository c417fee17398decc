import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CodedError } from '../../../shared/errors';
import { at } from './random';

/** A kecamatan with its villages; codes are Kemendagri codes without dots. */
export interface District {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  /** Name of its regency (kabupaten or kota). */
  readonly regency: string;
  /** Ten-digit codes in code order. */
  readonly villages: string[];
  /** Place in the list of all districts, and in that of its province. */
  readonly index: number;
  readonly indexInProvince: number;
}

/** The administrative areas of Indonesia, from the CSV files of the `idn-area-data` package (data under ODbL). */
export class Atlas {
  /** All districts in code order. */
  readonly districts: readonly District[];
  private readonly byCode = new Map<string, District>();
  private readonly byProvince = new Map<string, District[]>();
  private readonly byRegency = new Map<string, District[]>();

  constructor(regencies: readonly string[][], districts: readonly string[][], villages: readonly string[]) {
    const names = new Map(regencies.map(([code = '', , name = '']) => [undotted(code), name]));
    for (const [dotted = '', , name = ''] of districts) this.addDistrict(undotted(dotted), name, names);
    this.districts = [...this.byCode.values()];
    for (const village of villages) this.byCode.get(village.slice(0, 6))?.villages.push(village);
  }

  /** Reads the installed package; a broken installation is told in one line. */
  static async load(): Promise<Atlas> {
    const [regencies, districts, villages] = await Promise.all([rows('regencies'), rows('districts'), villageCodes()]);
    return new Atlas(regencies, districts, villages);
  }

  district(code: string): District | undefined {
    return this.byCode.get(code);
  }

  /** Districts of a province (two digits), in code order. */
  ofProvince(code: string): readonly District[] {
    return this.byProvince.get(code) ?? [];
  }

  /** Districts of a regency (four digits), in code order. */
  ofRegency(code: string): readonly District[] {
    return this.byRegency.get(code) ?? [];
  }

  /** Whether a ten-digit code names a village. */
  hasVillage(code: string): boolean {
    return this.byCode.get(code.slice(0, 6))?.villages.includes(code) ?? false;
  }

  private addDistrict(code: string, name: string, regencyNames: ReadonlyMap<string, string>): void {
    const regency = code.slice(0, 4);
    const siblings = listAt(this.byProvince, code.slice(0, 2));
    const district: District = {
      code,
      name,
      regency: regencyNames.get(regency) ?? '',
      villages: [],
      index: this.byCode.size,
      indexInProvince: siblings.length,
    };
    this.byCode.set(code, district);
    siblings.push(district);
    listAt(this.byRegency, regency).push(district);
  }
}

/** The district `steps` places further in a list that starts over at its end. */
export function neighbour(districts: readonly District[], index: number, steps: number): District {
  return at(districts, (index + steps) % districts.length);
}

async function rows(table: string): Promise<string[][]> {
  return parse(await textOf(table), { from_line: 2 });
}

/** Ten-digit codes. Their names are not needed, which saves parsing 84,000 rows that may hold quotes. */
async function villageCodes(): Promise<string[]> {
  const text = await textOf('villages');
  const codes: string[] = [];
  for (let line = 0; line > -1 && line < text.length; line = nextLine(text, line)) {
    // No continued line of a quoted name has the dots and the comma of `11.01.01.2001,` in these places.
    if (text[line + 2] !== '.' || text[line + 8] !== '.' || text[line + 13] !== ',') continue;
    codes.push(undotted(text.slice(line, line + 13)));
  }
  return codes;
}

function nextLine(text: string, line: number): number {
  const end = text.indexOf('\n', line);
  return end < 0 ? -1 : end + 1;
}

async function textOf(table: string): Promise<string> {
  try {
    return await readFile(join(dirname(require.resolve('idn-area-data/package.json')), 'data', `${table}.csv`), 'utf8');
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: `idn-area-data/data/${table}.csv`, reason: 'run npm ci' });
  }
}

function listAt(lists: Map<string, District[]>, key: string): District[] {
  const known = lists.get(key);
  if (known) return known;
  const created: District[] = [];
  lists.set(key, created);
  return created;
}

/** The digits of a dotted code: two for the province, regency and district, then four for the village. */
function undotted(code: string): string {
  return code.slice(0, 2) + code.slice(3, 5) + code.slice(6, 8) + code.slice(9);
}

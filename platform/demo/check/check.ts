import { systemActor } from '../../../shared/viewer';
import { getMember } from '../../database/session';
import type { RelayMember } from '../../relay';
import { MEASURES } from './measures';
import type { Measure } from './measures';

/** What a nation has of a measure. */
export interface Finding {
  readonly measure: Measure;
  /** The published figure at the nation's scale. */
  readonly expected: number;
  /** null where there was nothing to measure. */
  readonly found: number | null;
  readonly isWithin: boolean;
}

/**
 * Measures a nation.
 * @param scale people in reality for one in the nation
 */
export async function checkNation(members: readonly RelayMember[], scale: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const measure of MEASURES) {
    const { rows } = await getMember(members, measure.schema).database.bulk(systemActor('check'), (connection) =>
      connection.query<{ value: number | null }>(measure.sql),
    );
    const found = rows[0]?.value ?? null;
    const expected = measure.isScaled ? measure.published / scale : measure.published;
    const [least, most] = measure.band;
    const isWithin = found !== null && found >= expected * least && found <= expected * most;
    findings.push({ measure, expected, found, isWithin });
  }
  return findings;
}

/** Findings as a Markdown table that is aligned in a terminal too; what lies outside of its band is marked. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = [
    ['measure', 'published, scaled', 'nation', 'ratio', 'band', 'source'],
    ...findings.map(({ measure, expected, found, isWithin }) => [
      measure.name,
      numberWords(expected),
      found === null ? '-' : numberWords(found),
      `${found === null ? '-' : (found / expected).toFixed(2)}${isWithin ? '' : ' !'}`,
      measure.band.map((end) => end.toFixed(2)).join('-'),
      measure.source,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  const isText = (place: number) => place === 0 || place === 5;
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, place) => (isText(place) ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, place) => '-'.repeat(width + 1) + (isText(place) ? '-' : ':')).join('|')}|`;
  const [head = [], ...body] = rows;
  return [lineOf(head), rule, ...body.map(lineOf), ''].join('\n');
}

function numberWords(value: number): string {
  return value <= 1 ? `${(value * 100).toFixed(1)}%` : Math.round(value).toLocaleString('en');
}

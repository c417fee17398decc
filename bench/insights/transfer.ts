import { KS10_5 } from '../../subgraphs/insights/protection/ptable';
import { writeArrow } from '../../subgraphs/insights/export/arrow';
import { sheetOf } from '../../subgraphs/insights/export/sheet';
import { answerOf } from '../../subgraphs/insights/table/answer';
import type { PublishedRow } from '../../subgraphs/insights/table/publish';
import { PERIOD, tableId } from '../../subgraphs/insights/table/request';
import type { ProtectedTable } from '../../subgraphs/insights/table/table';
import { readRequest } from '../../subgraphs/insights/table/validate';
import { CASES } from './cubes';

const ROUNDS = 7;

/** Prints bytes and milliseconds of one large table as an Arrow file and as the JSON of the graph. */
export async function compareTransfer(rows: number): Promise<void> {
  const table = tableOf(rows);
  const times = { arrow: [] as number[], json: [] as number[] };
  const bytes = { arrow: 0, json: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    let started = performance.now();
    bytes.arrow = (await writeArrow(sheetOf(table))).length;
    times.arrow.push(performance.now() - started);
    started = performance.now();
    const { rows: answered } = answerOf(table, { rows: table.rows, total: rows, hasNextPage: false });
    bytes.json = Buffer.byteLength(JSON.stringify(answered));
    times.json.push(performance.now() - started);
  }
  const [arrow, json] = [median(times.arrow), median(times.json)];
  console.log(
    `\n${rows} rows: Arrow ${megabytes(bytes.arrow)} MB in ${arrow.toFixed(0)} ms; JSON ${megabytes(bytes.json)} MB in ${json.toFixed(0)} ms: ` +
      `${(bytes.json / bytes.arrow).toFixed(1)} times the bytes, ${(json / arrow).toFixed(1)} times the time`,
  );
}

/** A table of regencies, deciles, months: its counts are made up, its shape is what analysts take away. */
function tableOf(rows: number): ProtectedTable {
  const request = readRequest(CASES, {
    by: ['REGENCY', 'DESIL', PERIOD],
    measures: ['PLACEMENT_RATE'],
    where: {},
    time: { grain: 'MONTH' },
    totals: 'NONE',
  });
  const snapshot = { version: 1, asOf: '2026-11-30', builtAt: '2026-11-30T20:00:00Z', lagSeconds: 0 };
  const made = Array.from({ length: rows }, (_, row): PublishedRow => rowOf(row, request.by));
  return { id: tableId(request, '1'), request, snapshot, rows: made, suppressed: 0 };
}

function rowOf(row: number, level: readonly string[]): PublishedRow {
  const place = Math.floor(row / 600);
  const [ready, placed] = [KS10_5.perturb(200 + (row % 97), row), KS10_5.perturb(20 + (row % 31), row)];
  const rate = ready === undefined || placed === undefined ? undefined : Math.round((placed / ready) * 10_000) / 10_000;
  return {
    level,
    key: {
      REGENCY: String(1_101 + place),
      DESIL: 1 + (Math.floor(row / 60) % 10),
      PERIOD: (2021 + Math.floor((row % 60) / 12)) * 100 + 1 + (row % 12),
    },
    values: {
      READY: { value: ready },
      PLACED: { value: placed },
      PLACEMENT_RATE: { value: rate, numerator: placed, denominator: ready },
    },
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

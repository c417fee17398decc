import type { StageRunRow } from './stage-run';

/** What a run changed, and why families got nothing, as lines for a terminal. */
export function stageReport(run: StageRunRow): string {
  const lines: (readonly [string, number])[] = [
    ['added', run.added],
    ['raised', run.raised],
    ['lowered', run.lowered],
    ['unchanged', run.unchanged],
    ['settled before', run.settled],
    ['withdrawn', run.withdrawn],
    ['nothing: suspended', run.suspended],
    ['nothing: no component', run.noComponent],
    ['nothing: not active on the day', run.notActive],
    ['planned, rupiah', run.total],
    ['more than before, rupiah', run.difference],
  ];
  const head = `${run.programCode} ${run.period}, by what held on ${run.cutOff}; run ${run.id}`;
  return [head, ...lines.map(([what, n]) => `${what.padEnd(32)} ${n.toLocaleString('en').padStart(20)}`)].join('\n');
}

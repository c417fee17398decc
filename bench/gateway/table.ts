/** What one measurement of a server gave. */
export interface Measurement {
  /** CPU of the server's process, all threads, per request. */
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly megabytes: number;
}

/** Prints the medians of each contestant, with its CPU as a ratio to ours (above one: ours is cheaper). */
export function printTable(title: string, found: ReadonlyMap<string, readonly Measurement[]>): void {
  console.log(`\n## ${title}`);
  console.log(
    '| server | CPU ms/request | requests/s | p50 ms | p99 ms | RSS MB | its CPU / ours | ours / its requests/s |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|');
  const ours = middle(found.get('ours') ?? []);
  for (const [name, measurements] of found) {
    const own = middle(measurements);
    if (!own) continue;
    const { cpuMs, perSecond, p50, p99, megabytes } = own;
    const ratios = ours ? [(cpuMs / ours.cpuMs).toFixed(2), (ours.perSecond / perSecond).toFixed(2)] : ['', ''];
    const cells = [
      cpuMs.toFixed(3),
      perSecond.toFixed(0),
      p50.toFixed(2),
      p99.toFixed(2),
      megabytes.toFixed(0),
      ...ratios,
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

function middle(measurements: readonly Measurement[]): Measurement | undefined {
  const [first] = measurements;
  if (!first) return undefined;
  const of = (key: keyof Measurement) => {
    const sorted = measurements.map((measurement) => measurement[key]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return { cpuMs: of('cpuMs'), perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), megabytes: of('megabytes') };
}

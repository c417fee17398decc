/** Where progress goes: a terminal, a file or a pipe. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Tells how far a step is: a part of a total, or a word such as `12,000 rows`. */
export type Report = (done: number | string, total?: number) => void;

export interface Progress {
  /** Runs one step of a longer work and returns what it returns. */
  step<T>(title: string, work: (report: Report) => Promise<T>): Promise<T>;
}

/** Shorter steps say nothing. */
const PATIENCE_MS = 1_000;
const SPIN_MS = 100;
/** Without a terminal each sign of life is a line of its own. */
const LINE_MS = 5_000;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Progress of long work for a person who waits; on stderr, so that stdout stays what a program answers. */
export function createProgress(output: Output = process.stderr): Progress {
  return {
    async step(title, work) {
      const started = Date.now();
      let state = '';
      const report: Report = (done, total) => (state = describe(done, total));
      const sign = createSign(output, title, started, () => state);
      try {
        const result = await work(report);
        sign.end('done');
        return result;
      } catch (error) {
        sign.end('failed');
        throw error;
      }
    },
  };
}

/** One step on stderr. */
export function step<T>(title: string, work: (report: Report) => Promise<T>): Promise<T> {
  return createProgress().step(title, work);
}

function createSign(output: Output, title: string, started: number, state: () => string) {
  let frame = 0;
  let shown = false;
  const show = () => {
    shown = true;
    const text = [title, state()].filter((part) => part !== '').join(' ');
    output.write(
      output.isTTY ? `\r\x1b[K${fit(`${SPINNER[frame++ % SPINNER.length]} ${text}`, output)}` : `${text} ...\n`,
    );
  };
  let timer = setTimeout(() => {
    show();
    timer = setInterval(show, output.isTTY ? SPIN_MS : LINE_MS).unref();
  }, PATIENCE_MS).unref();
  return {
    end(outcome: 'done' | 'failed') {
      clearTimeout(timer);
      if (!shown) return;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      output.write(`${output.isTTY ? '\r\x1b[K' : ''}${title}: ${outcome} after ${seconds} s\n`);
    },
  };
}

function describe(done: number | string, total: number | undefined): string {
  if (typeof done === 'string') return done;
  return total ? `${Math.min(100, Math.floor((done / total) * 100))}%` : done.toLocaleString('en');
}

/** A line that wraps could not be drawn over. */
function fit(text: string, output: Output): string {
  // A terminal that does not know its width says 0.
  const columns = output.columns || 80;
  return text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
}

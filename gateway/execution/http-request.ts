import type { Dispatcher } from 'undici';
import { CodedError } from '../../shared/errors';
import type { Cancellation } from './cancellation';

export interface RequestLimits {
  readonly deadlineMs: number;
  readonly maxBytes: number;
  readonly cancellation: Cancellation | undefined;
}

/**
 * One exchange as text. Works on undici's dispatch interface: the promise and stream interfaces above it cost as much again
 * as the exchange itself.
 * @throws CodedError DEADLINE_EXCEEDED, SUBGRAPH_ANSWER_INVALID (too large), and what undici reports
 */
export function requestText(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: RequestLimits,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(limits, resolve, reject);
    dispatcher.dispatch(request, exchange);
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  private status = 0;
  private size = 0;
  private chunks: Buffer[] = [];
  private controller: Dispatcher.DispatchController | undefined;
  private ended: Error | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly onLeave = (): void => this.end(new CodedError('SUBGRAPH_UNAVAILABLE'));

  constructor(
    private readonly limits: RequestLimits,
    private readonly resolve: (answer: { status: number; text: string }) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    const seconds = limits.deadlineMs / 1000;
    this.timer = setTimeout(() => this.end(new CodedError('DEADLINE_EXCEEDED', { seconds })), limits.deadlineMs);
    if (limits.cancellation?.isCancelled) this.onLeave();
    else limits.cancellation?.listen(this.onLeave);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(this.ended);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.limits.maxBytes) this.end(new CodedError('SUBGRAPH_ANSWER_INVALID'));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.release();
    const [first = Buffer.alloc(0)] = this.chunks;
    const body = this.chunks.length < 2 ? first : Buffer.concat(this.chunks, this.size);
    this.resolve({ status: this.status, text: body.toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.release();
    this.reject(this.ended ?? error);
  }

  /** Ends the exchange from our side. The caller is told at once: undici may wait for the socket. */
  private end(reason: Error): void {
    this.ended = reason;
    this.chunks = [];
    this.release();
    this.reject(reason);
    this.controller?.abort(reason);
  }

  private release(): void {
    clearTimeout(this.timer);
    this.limits.cancellation?.forget(this.onLeave);
  }
}

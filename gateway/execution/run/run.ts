import { CodedError } from '../../../shared/errors';
import type { CallOrigin, Viewer } from '../../../shared/viewer';
import type { Cancellation } from '../cancellation';
import type { AccessNote, SubgraphLink, SubgraphReply } from '../link';
import type { Condition } from '../plan/planned-fetch';
import type { Positions } from '../plan/position';
import type { Step } from '../plan/step';
import type { TypeTest } from '../rewrites';
import type { Failure } from './failure';
import { fetchFailures } from './failure-paths';
import { Gathered } from './gather';
import type { Bag } from './gather';
import { landReply } from './land';
import { prepareRequest } from './request';
import type { StepRequest, VariableTexts } from './request';

/** The steps of a plan, ready to run any number of times. */
export interface Program {
  readonly steps: readonly Step[];
  readonly positions: Positions;
  readonly isOfType: TypeTest;
}

/** What a run works with. */
export interface RunInput {
  readonly links: ReadonlyMap<string, SubgraphLink>;
  readonly viewer: Viewer;
  readonly origin: CallOrigin;
  /** Coerced values by the names the plan uses. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly cancellation?: Cancellation;
  /** When to answer with what there is. */
  readonly deadlineMs: number;
}

/** Everything that was fetched, before it is shaped. */
export interface RunResult {
  readonly data: Bag;
  readonly failures: readonly Failure[];
  readonly access: readonly AccessNote[];
  /** The subgraphs asked, one entry a request. */
  readonly fetches: readonly string[];
}

/** Runs a program: each step as soon as what it waits for has ended. Failures are collected, never thrown. */
export function runProgram(program: Program, input: RunInput): Promise<RunResult> {
  return new Run(program, input).start();
}

class Run {
  private readonly data: Bag = {};
  private readonly gathered: Gathered;
  private readonly failures: Failure[] = [];
  private readonly access: AccessNote[] = [];
  private readonly fetches: string[] = [];
  private readonly waitsFor: number[];
  private readonly texts: VariableTexts;
  private sent: Map<string, Promise<SubgraphReply>> | undefined;
  private open: number;
  private finish: (result: RunResult) => void = () => undefined;
  /** What was sent and has not come back. */
  private readonly underWay: (StepRequest | undefined)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isSettled = false;

  constructor(
    private readonly program: Program,
    private readonly input: RunInput,
  ) {
    this.gathered = new Gathered(this.data, program.positions.count);
    this.waitsFor = program.steps.map(({ waitsFor }) => waitsFor);
    this.open = program.steps.length;
    this.texts = textsOf(input.values);
  }

  start(): Promise<RunResult> {
    return new Promise((resolve) => {
      this.finish = resolve;
      if (this.open === 0) this.settle();
      else this.timer = setTimeout(() => this.giveUp(), this.input.deadlineMs).unref();
      for (const step of this.program.steps) if (step.waitsFor === 0) this.begin(step);
    });
  }

  private begin(step: Step): void {
    const request = this.isDue(step) ? prepareRequest(step, this.gathered, this.texts) : undefined;
    if (!request) {
      this.end(step);
      return;
    }
    this.fetches.push(step.subgraph);
    this.underWay[step.index] = request;
    this.send(step, request).then(
      (reply) => {
        if (this.isSettled) return;
        this.land(step, request, reply);
        this.end(step);
      },
      (error: unknown) => {
        if (this.isSettled) return;
        this.failures.push(...fetchFailures(step, request, this.gathered, error));
        this.end(step);
      },
    );
  }

  private isDue({ conditions }: Step): boolean {
    return conditions.every(({ variable, value }: Condition) => (this.input.values[variable] === true) === value);
  }

  private send(step: Step, request: StepRequest): Promise<SubgraphReply> {
    const link = this.input.links.get(step.subgraph);
    if (!link) return Promise.reject(new CodedError('SUBGRAPH_UNAVAILABLE'));
    const { document, isMutation } = step;
    const { viewer, origin, cancellation } = this.input;
    const ask = () => link.send({ document, variables: request.variables, isMutation, origin }, viewer, cancellation);
    if (!step.mayRepeat) return ask();
    const key = `${step.subgraph} ${request.variables} ${document.text}`;
    const sent = (this.sent ??= new Map<string, Promise<SubgraphReply>>());
    const earlier = sent.get(key);
    // What lands is changed by later steps: others take copies of a copy that was made before it landed.
    if (earlier) return earlier.then((reply) => structuredClone(reply));
    const reply = ask();
    const copy = reply.then((given) => structuredClone(given));
    copy.catch(() => undefined);
    sent.set(key, copy);
    return reply;
  }

  private land(step: Step, request: StepRequest, reply: SubgraphReply): void {
    try {
      this.failures.push(
        ...landReply(step, request, reply, { gathered: this.gathered, isOfType: this.program.isOfType }),
      );
      for (const note of reply.extensions?.access ?? []) this.access.push(note);
    } catch (error) {
      // A subgraph that answers something no GraphQL server would must not take the rest of the answer with it.
      const originalError = error instanceof Error ? error : undefined;
      const invalid = new CodedError('SUBGRAPH_ANSWER_INVALID', {}, { originalError });
      this.failures.push(...fetchFailures(step, request, this.gathered, invalid));
    }
    this.gathered.forget(step.refreshes);
  }

  private end(step: Step): void {
    this.underWay[step.index] = undefined;
    this.open -= 1;
    for (const index of step.then) {
      const left = (this.waitsFor[index] ?? 0) - 1;
      this.waitsFor[index] = left;
      const next = this.program.steps[index];
      if (left === 0 && next) this.begin(next);
    }
    if (this.open === 0) this.settle();
  }

  /** The time is up: what has not come back, and what could not be sent for that reason, is reported as missing. */
  private giveUp(): void {
    const cause = new CodedError('DEADLINE_EXCEEDED', { seconds: this.input.deadlineMs / 1000 });
    this.program.steps.forEach((step, index) => {
      const isWaiting = (this.waitsFor[index] ?? 0) > 0 && this.isDue(step);
      const request =
        this.underWay[step.index] ?? (isWaiting ? prepareRequest(step, this.gathered, this.texts) : undefined);
      if (request) this.failures.push(...fetchFailures(step, request, this.gathered, cause));
    });
    this.settle();
    // What is still under way would be thrown away when it comes.
    this.input.cancellation?.cancel();
  }

  private settle(): void {
    this.isSettled = true;
    clearTimeout(this.timer);
    const { data, failures, access, fetches } = this;
    this.finish({ data, failures, access, fetches });
  }
}

function textsOf(values: Readonly<Record<string, unknown>>): VariableTexts {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) texts.set(name, JSON.stringify(value));
  return texts;
}

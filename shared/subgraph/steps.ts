import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { WriteManager } from '../database';
import { beginRecord, rolesOf, takeStep } from '../machine';
import type { Evidence, LockedRecord, Machine, Records, StepTaken } from '../machine';
import { Access } from './access-directive';
import type { SubgraphContext } from './context';
import type { OpeningInput, StepInput } from './step-input';

/** What a step was asked with, and by whom. */
export interface Asked<Input> {
  readonly input: Input;
  readonly context: SubgraphContext;
}

type InputClass<Input> = new () => Input;
type Move<State extends string, Input> = (
  manager: WriteManager,
  record: LockedRecord<State>,
  asked: Asked<Input>,
) => Promise<Evidence | undefined>;
type Begin<State extends string, Input> = (
  manager: WriteManager,
  status: State,
  asked: Asked<Input>,
) => Promise<{ readonly id: string; readonly evidence?: Evidence | undefined }>;

/** A mutation that causes an event. */
export type StepMutation<State extends string> =
  | {
      readonly kind: 'MOVES';
      readonly name: string;
      readonly input: InputClass<StepInput>;
      readonly effect: Move<State, StepInput> | undefined;
    }
  | {
      readonly kind: 'BEGINS';
      readonly name: string;
      readonly input: InputClass<OpeningInput>;
      readonly insert: Begin<State, OpeningInput>;
    };

/** A mutation that moves a record on; the effect checks the evidence and writes what belongs to the step. */
export function moves<State extends string, Input extends StepInput>(
  name: string,
  input: InputClass<Input>,
  effect?: Move<State, Input>,
): StepMutation<State> {
  // An effect is only ever called with an input of the class that stands beside it.
  return { kind: 'MOVES', name, input, effect: effect as Move<State, StepInput> | undefined };
}

/** A mutation that begins a record; `insert` writes the row with the status given and version 1. */
export function begins<State extends string, Input extends OpeningInput>(
  name: string,
  input: InputClass<Input>,
  insert: Begin<State, Input>,
): StepMutation<State> {
  return { kind: 'BEGINS', name, input, insert: insert as Begin<State, OpeningInput> };
}

/** How the records of a machine are published. */
export interface MachineGraph<State extends string, Event extends string> {
  readonly records: Records<State, Event>;
  /** Name of their type, whose row scope says which records may be moved. */
  readonly type: string;
  readonly graphType: () => new () => object;
  /** Reads a record anew, for the answer. */
  readonly find: (context: SubgraphContext, id: string, info: GraphQLResolveInfo) => Promise<object | undefined>;
  /** The mutation of each event; RULE where only rules of the platform cause it, ELSEWHERE where a resolver of its own does. */
  readonly mutations: Readonly<Record<Event, StepMutation<State> | 'RULE' | 'ELSEWHERE'>>;
}

/**
 * A resolver with one mutation an event, for the roles the machine's table names. It answers the record as it stands, with the
 * status and version the step gave it; a repeated client key gets those again.
 */
export function stepsOf<State extends string, Event extends string>(
  graph: MachineGraph<State, Event>,
): new () => object {
  @Resolver()
  class Steps {}
  for (const [event, mutation] of Object.entries<StepMutation<State> | 'RULE' | 'ELSEWHERE'>(graph.mutations)) {
    if (typeof mutation === 'object') publish(Steps, graph, event as Event, mutation);
  }
  return Steps;
}

function publish<State extends string, Event extends string>(
  target: new () => object,
  graph: MachineGraph<State, Event>,
  event: Event,
  mutation: StepMutation<State>,
): void {
  const { machine } = graph.records;
  const { name, input } = mutation;
  const prototype = target.prototype as Record<string, unknown>;
  prototype[name] = async (asked: StepInput & OpeningInput, context: SubgraphContext, info: GraphQLResolveInfo) => {
    const taken = await run(graph, event, mutation, { input: asked, context });
    const record = await graph.find(context, taken.id, info);
    return record && { ...record, status: taken.status, version: taken.version };
  };
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  const description = describe(machine, event);
  Mutation(() => graph.graphType(), { nullable: true, description })(prototype, name, descriptor);
  Access('STRUCTURE', { roles: rolesOf(machine, event) })(prototype, name, descriptor);
  Arg('input', () => input)(prototype, name, 0);
  Ctx()(prototype, name, 1);
  Info()(prototype, name, 2);
}

function run<State extends string, Event extends string>(
  { records, type }: MachineGraph<State, Event>,
  event: Event,
  mutation: StepMutation<State>,
  asked: Asked<StepInput & OpeningInput>,
): Promise<StepTaken<State>> {
  const { context } = asked;
  const { viewer } = context;
  const { clientKey, note, ...further } = asked.input;
  // What was asked is kept as a hash; keyed, or a number in it (of an account, say) could be found by trying all of them.
  const keyed = (input: object) => ({ asked: context.tools.cipher.index('request', JSON.stringify(input)) });
  if (mutation.kind === 'BEGINS') {
    const request = { clientKey, note: note ?? null, event, input: keyed(further) };
    return context.write((manager) =>
      beginRecord(manager, viewer, records, request, (open, status) => mutation.insert(open, status, asked)),
    );
  }
  const { id, version, reason, ...input } = further as StepInput & { readonly reason?: string };
  const request = { id, version, clientKey, event, reason: reason ?? null, note: note ?? null, input: keyed(input) };
  const asking = { viewer, scope: context.scope(type) };
  const { effect } = mutation;
  return context.write((manager) =>
    takeStep(manager, asking, records, request, effect && ((open, record) => effect(open, record, asked))),
  );
}

/** What the machine says of an event, for the schema's reader. */
function describe<State extends string, Event extends string>({ events, steps }: Machine<State, Event>, event: Event) {
  const mine = steps.filter((each) => each.event === event);
  const reasons = [...new Set(mine.flatMap((each) => each.reasons ?? []))];
  const evidence = [...new Set(mine.map((each) => each.evidence))].join('; or: ');
  const asks = reasons.length === 0 ? '' : ` Reasons: ${reasons.join(', ')}.`;
  return `${events[event]} It takes: ${evidence}.${asks}`;
}

import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import { bestGrade, decisionFor } from '../../shared/access';
import { CodedError } from '../../shared/errors';
import type { Role, Viewer } from '../../shared/viewer';
import type { Answer } from '../execution/answer';
import type { ExecutionRequest, Executor } from '../execution/executor';
import type { CompiledOperation } from '../execution/plan/operation';
import { createAllowance } from './allowance';
import type { Account, Allowance, Spending } from './allowance';
import { createAccounts } from './accounts';
import type { Accounts } from './accounts';
import { createMemoryStore } from './budget-store';
import type { BudgetStore } from './budget-store';
import { FETCH_COST, compileCost } from './cost';
import type { CostOf } from './cost';
import { asksForSchema } from './document-size';
import { countMisses, findLookups } from './lookup';
import type { Lookup } from './lookup';
import { createRoleSchemas } from './role-schema';
import { ROLE_RULES, mayReadSchema } from './rules';

export interface AdmissionOptions {
  readonly budgets: BudgetStore;
  /** Keyed hash of who spends. */
  readonly hashAccount: (text: string) => string;
  readonly mode: 'demo' | 'production';
}

/** What is known of an operation before it runs; nothing of it depends on a request. */
interface Priced {
  readonly costOf: CostOf;
  readonly lookups: readonly Lookup[];
  readonly asksForSchema: boolean;
}

/** Spending that outlives a supergraph. */
export interface Purse {
  readonly shared: Allowance;
  /** While the store does not answer, for roles that read no person. */
  readonly alone: Allowance;
  readonly accounts: Accounts;
}

/** What this replica may spend. */
export function createPurse({ budgets, hashAccount }: AdmissionOptions): Purse {
  return {
    shared: createAllowance(budgets),
    alone: createAllowance(createMemoryStore()),
    accounts: createAccounts(hashAccount),
  };
}

/**
 * An executor that runs what it can afford: both ways a request can go, through the GraphQL server and around it, end here.
 * A refusal has no data and one error: COST_EXCEEDED, BUDGET_EXCEEDED, BUDGET_UNAVAILABLE, FORBIDDEN.
 */
export function admitting(executor: Executor, { mode }: Pick<AdmissionOptions, 'mode'>, purse: Purse): Executor {
  const prices = new WeakMap<CompiledOperation, Priced>();
  const schemas = createRoleSchemas(executor.supergraph);
  return {
    supergraph: executor.supergraph,
    get metrics() {
      return executor.metrics;
    },
    find: (text, operationName, viewer) => executor.find(text, operationName, viewer),
    explain: (document, operationName, viewer) => executor.explain(document, operationName, viewer),
    compile(text, document, operationName, viewer) {
      const operation = executor.compile(text, document, operationName, viewer);
      if (!prices.has(operation)) prices.set(operation, priceOf(executor, operation, document(), operationName));
      return operation;
    },
    async execute(operation, request) {
      const priced = prices.get(operation);
      if (!priced) throw new Error('an operation without a price');
      const { role } = request.viewer;
      if (priced.asksForSchema && !mayReadSchema(role, mode)) {
        return refused(new CodedError('FORBIDDEN', { reason: 'the schema is closed to it' }));
      }
      const given = priced.asksForSchema ? { ...request, schema: schemas(role) } : request;
      const cost = priced.costOf(request.variables);
      const max = ROLE_RULES[role].cost;
      if (cost > max) return refused(new CodedError('COST_EXCEEDED', { cost, max }));
      const paid = pay(purse, request.viewer, cost);
      const refusal = paid instanceof Promise ? await paid : paid;
      if (refusal) return refused(refusal);
      return priced.lookups.length > 0
        ? executeLookups(purse, priced.lookups, given, () => executor.execute(operation, given))
        : executor.execute(operation, given);
    },
  };
}

function priceOf(
  { supergraph }: Executor,
  compiled: CompiledOperation,
  { definitions }: DocumentNode,
  name: string | undefined,
): Priced {
  const isNamed = (definition: OperationDefinitionNode) => name === undefined || definition.name?.value === name;
  const operation = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION).find(isNamed);
  // The executor has compiled it, so it is there.
  if (!operation) throw new CodedError('OPERATION_RESOLUTION_FAILURE');
  const fragments: Readonly<Record<string, FragmentDefinitionNode>> = Object.fromEntries(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const schema = supergraph.apiSchema;
  const ofFields = compileCost(schema, operation, fragments);
  const ofFetches = FETCH_COST * (compiled.program?.steps.length ?? 0);
  return {
    costOf: (given) => ofFields(given) + ofFetches,
    lookups: findLookups(schema, operation, fragments),
    asksForSchema: asksForSchema({ kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] }),
  };
}

/** Takes the cost from the viewer's budget and from that of each organisation; all of it or nothing. */
function pay(purse: Purse, viewer: Viewer, cost: number): CodedError | undefined | Promise<CodedError | undefined> {
  const { own, organisations } = purse.accounts(viewer);
  const first = spend(purse, viewer.role, own, cost);
  if (first === 'SPENT' && organisations.length === 0) return undefined;
  return payRest();

  async function payRest(): Promise<CodedError | undefined> {
    const since = purse.shared.now();
    const spending = await first;
    if (spending !== 'SPENT') return refusalOf(purse, spending, 'your account');
    for (const organisation of organisations) {
      const more = await spend(purse, viewer.role, organisation, cost);
      if (more === 'SPENT') continue;
      purse.shared.giveBack(own, cost, since);
      return refusalOf(purse, more, 'your organisation');
    }
    return undefined;
  }
}

/**
 * A look-up is paid for as if it found nothing, and what was found is given back: however many run at once, what they find out
 * about who does not exist is bounded. A row out of scope is as empty as one that is not there.
 */
async function executeLookups(
  purse: Purse,
  lookups: readonly Lookup[],
  { viewer, variables }: ExecutionRequest,
  execute: () => Promise<Answer>,
): Promise<Answer> {
  const { misses } = purse.accounts(viewer);
  const since = purse.shared.now();
  const asked = lookups.reduce((sum, lookup) => sum + lookup.asked(variables), 0);
  const spending = await spend(purse, viewer.role, misses, asked);
  if (spending !== 'SPENT') return refused(refusalOf(purse, spending, 'look-ups that find nothing'));
  const answer = await execute();
  purse.shared.giveBack(misses, asked - countMisses(lookups, variables, answer.data), since);
  return answer;
}

/** Without the store, persons stay closed; who reads none is counted by this replica alone. */
function spend(purse: Purse, role: Role, account: Account, amount: number): Spending | Promise<Spending> {
  const spending = purse.shared.spend(account, amount);
  if (!(spending instanceof Promise)) return spending;
  return spending.then((known) =>
    known === 'UNKNOWN' && !readsPersons(role) ? purse.alone.spend(account, amount) : known,
  );
}

function readsPersons(role: Role): boolean {
  return (['NAME', 'PSEUDONYM'] as const).some((group) => {
    const grade = bestGrade(decisionFor(role, group));
    return grade !== 'WITHHELD' && grade !== 'AGGREGATE';
  });
}

function refusalOf({ shared }: Purse, spending: Exclude<Spending, 'SPENT'>, what: string): CodedError {
  if (spending === 'UNKNOWN') return new CodedError('BUDGET_UNAVAILABLE');
  return new CodedError('BUDGET_EXCEEDED', { what, seconds: shared.secondsLeft() });
}

function refused({ code, message, extensions }: CodedError): Answer {
  const errors = [{ message, extensions }];
  return { data: undefined, isAscii: true, errors, access: [], refused: { code, coordinates: [] } };
}

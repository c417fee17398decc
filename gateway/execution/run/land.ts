import { CodedError } from '../../../shared/errors';
import type { SubgraphReply } from '../link';
import type { Landing, Step } from '../plan/step';
import { applyRewrites, isBag } from '../rewrites';
import type { TypeTest } from '../rewrites';
import type { Failure } from './failure';
import { fetchFailures, subgraphFailures } from './failure-paths';
import type { Bag, Gathered } from './gather';
import { mergeInto } from './merge';
import type { AskedEntities, StepRequest } from './request';

/** Where replies land. */
export interface Ground {
  readonly gathered: Gathered;
  readonly isOfType: TypeTest;
}

/** Merges what came back into the response; returns what could not be had. */
export function landReply(step: Step, request: StepRequest, reply: SubgraphReply, ground: Ground): Failure[] {
  if (!isBag(reply)) throw new Error('the reply is no object');
  const { data, errors } = reply;
  const failures = subgraphFailures(step, request, ground.gathered, Array.isArray(errors) ? errors : []);
  if (isBag(data)) {
    if (step.root) landRoot(step.root, data, ground);
    else for (const asked of request.entities) landEntities(asked, data, failures.length > 0, ground);
  } else if (failures.length === 0) {
    const invalid = new CodedError('SUBGRAPH_ANSWER_INVALID');
    return fetchFailures(step, request, ground.gathered, invalid);
  }
  return failures;
}

function landRoot({ tree, targets, rewrites }: Landing, data: Bag, { gathered, isOfType }: Ground): void {
  if (rewrites.length > 0) applyRewrites(data, rewrites, isOfType);
  for (const target of targets) {
    for (const object of gathered.at(target)) if (isBag(object)) mergeInto(object, data, tree);
  }
}

function landEntities({ part, owners }: AskedEntities, data: Bag, hasFailed: boolean, { isOfType }: Ground): void {
  const { tree, rewrites, alias } = part;
  const entities = data[alias];
  if (hasFailed && (entities === null || entities === undefined)) return;
  if (!Array.isArray(entities) || entities.length !== owners.length) {
    throw new Error(`${alias} has ${Array.isArray(entities) ? entities.length : 'no'} entities for ${owners.length}`);
  }
  for (let index = 0; index < owners.length; index += 1) {
    const entity: unknown = entities[index];
    if (!isBag(entity)) continue;
    if (rewrites.length > 0) applyRewrites(entity, rewrites, isOfType);
    for (const { object } of owners[index] ?? []) mergeInto(object, entity, tree);
  }
}

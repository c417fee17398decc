import type { EntityPart, Step } from '../plan/step';
import type { Position } from '../plan/position';
import { isBag } from '../rewrites';
import type { Bag, Gathered } from './gather';

/** The objects one list of entities was asked for. */
export interface AskedEntities {
  readonly part: EntityPart;
  /** For each representation the objects it stands for, and where they are. */
  readonly owners: readonly (readonly Owner[])[];
}

export interface Owner {
  readonly object: Bag;
  readonly position: Position;
}

/** A step as it goes out in one run. */
export interface StepRequest {
  readonly variables: string;
  readonly entities: readonly AskedEntities[];
}

/** Variables a client gave, each as JSON. */
export type VariableTexts = ReadonlyMap<string, string>;

/**
 * Gathers the objects a step works on and writes its variables; equal representations are sent once. Undefined when there
 * is nothing to ask.
 */
export function prepareRequest(step: Step, gathered: Gathered, given: VariableTexts): StepRequest | undefined {
  let text = '';
  for (const name of step.variables) {
    const value = given.get(name);
    if (value !== undefined) text += `,${JSON.stringify(name)}:${value}`;
  }
  const entities: AskedEntities[] = [];
  let asked = 0;
  for (const part of step.parts) {
    const { texts, owners } = represent(part, gathered);
    asked += texts.length;
    text += `,"${part.variable}":[${texts.join(',')}]`;
    entities.push({ part, owners });
  }
  const isEmpty = step.root ? !hasObjects(step.root.targets, gathered) : asked === 0;
  return isEmpty ? undefined : { variables: `{${text.slice(1)}}`, entities };
}

function hasObjects(targets: readonly Position[], gathered: Gathered): boolean {
  return targets.some((target) => gathered.at(target).length > 0);
}

function represent(part: EntityPart, gathered: Gathered): { texts: string[]; owners: Owner[][] } {
  const places = new Map<string, number>();
  const texts: string[] = [];
  const owners: Owner[][] = [];
  for (const position of part.targets) {
    for (const object of gathered.at(position)) {
      const text = isBag(object) ? part.represent(object) : undefined;
      if (text === undefined) continue;
      const owner = { object: object as Bag, position };
      const place = places.get(text);
      if (place !== undefined) {
        owners[place]?.push(owner);
      } else {
        places.set(text, texts.length);
        texts.push(text);
        owners.push([owner]);
      }
    }
  }
  return { texts, owners };
}

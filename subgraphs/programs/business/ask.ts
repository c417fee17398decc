import { asSystem, statement } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { Ask } from './business';

/** Asks as the viewer of a fetch. */
export function askingAs(context: SubgraphContext): Ask {
  return <Row extends object>(text: string, values: readonly unknown[]) =>
    context.session.rows<Row>(statement(text, values));
}

/** Asks within a write, as whoever writes. */
export function askingIn(manager: WriteManager): Ask {
  return async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    const found = await manager.query<Row[] | [Row[], number]>(text, [...values]);
    // TypeORM answers an UPDATE with its rows and their number.
    return isCounted(found) ? found[0] : found;
  };
}

function isCounted<Row>(found: Row[] | [Row[], number]): found is [Row[], number] {
  return found.length === 2 && typeof found[1] === 'number';
}

/**
 * Lets a rule ask about rows its viewer may not have: a membership in another regency counts too. What is answered is whether
 * the rule holds, no row.
 */
export function asRule<Result>(
  manager: WriteManager,
  viewer: Viewer,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  return asSystem(manager, viewer, () => work(askingIn(manager)));
}

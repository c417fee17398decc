import { asSystem, onceForKey } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';

/** Sends a statement and gives its rows: a transaction of a viewer's write and a bare connection do it in their own ways. */
export type Send = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/**
 * Work over all records of a program, once for a client key. That the program is the manager's own has been checked; the
 * statements run as the platform: row policies asked of a hundred thousand rows would cost more than the work.
 */
export function overProgram<Answer>(
  context: SubgraphContext,
  key: string,
  input: Readonly<Record<string, unknown>>,
  work: (send: Send) => Promise<Answer>,
): Promise<Answer> {
  const { viewer } = context;
  return context.write((manager) => {
    const send: Send = (text, values) => manager.query(text, values === undefined ? undefined : [...values]);
    return onceForKey(manager, { subject: viewer.subject, key, input }, () =>
      asSystem(manager, viewer, () => work(send)),
    );
  });
}

/** @throws CodedError NOT_FOUND: what is another manager's looks like what is not there */
export function requireOwn({ viewer }: SubgraphContext, programCode: string | undefined, what: string): void {
  if (programCode !== undefined && viewer.programCodes.includes(programCode)) return;
  throw new CodedError('NOT_FOUND', { what });
}

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Parameters, statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Role } from '../../../shared/viewer';
import { CUBES } from '../cube/catalogue';
import type { StoredRequest, TableRequest } from '../table/request';
import type { ProtectedTable } from '../table/table';

/** A table as it was kept when it was made. */
interface StoredRow {
  readonly id: string;
  readonly request: StoredRequest;
  readonly rows: Buffer;
}

/** What stands gzipped beside the request. */
export type StoredContent = Pick<ProtectedTable, 'rows' | 'suppressed' | 'snapshot'>;

/**
 * A table that was made, as it was published then: nothing is counted again.
 * @throws CodedError NOT_FOUND for one that nobody made, or that the viewer has neither made nor been shown
 */
export async function getStoredTable(context: SubgraphContext, id: string): Promise<ProtectedTable> {
  const found = await findStoredTable(context, id);
  if (!found) throw new CodedError('NOT_FOUND', { what: 'table' });
  return found;
}

/** As `getStoredTable`; undefined where there is none to be seen. */
export async function findStoredTable(context: SubgraphContext, id: string): Promise<ProtectedTable | undefined> {
  const scope = context.scope('StatTable');
  if (scope.kind === 'NOWHERE') return undefined;
  const { bind, values } = new Parameters();
  const text = `SELECT t.id, t.request, t.rows FROM stat_table t WHERE t.id = ${bind(id)} AND (${scope.where(bind)})`;
  const [row] = await context.session.rows<StoredRow>(statement(text, values));
  return row && (await readRow(row, context.viewer.role));
}

/** Off the event loop: a large table is megabytes. */
const decompress = promisify(gunzip);

async function readRow({ id, request: stored, rows }: StoredRow, role: Role): Promise<ProtectedTable | undefined> {
  const request = findRequest(stored, role);
  if (!request) return undefined;
  const content = JSON.parse((await decompress(rows)).toString('utf8')) as StoredContent;
  return { id, request, ...content };
}

/** A stored request with its cube; undefined for a cube that is gone, or no longer for the role. */
export function findRequest({ cube: name, ...request }: StoredRequest, role: Role): TableRequest | undefined {
  const cube = CUBES.find((each) => each.name === name);
  return cube && (cube.roles?.includes(role) ?? true) ? { cube, ...request } : undefined;
}

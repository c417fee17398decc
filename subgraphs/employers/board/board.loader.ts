import { MAX_PAGE_SIZE, Parameters, readHorizon, statement } from '../../../shared/database';
import type { CursorCodec, RowScope, Statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { agreementInForce } from '../agreement/agreement';
import { isPartner, ofOwnOrganisation } from '../partner-user/partner-user.access';
import { DEFAULT_BOARD_PAGE } from './board';
import type { BoardEventRow, BoardPage } from './board';
import { findBoardOwner } from './board.access';
import type { BoardOwner } from './board.access';
import { isNoted, noteLook } from './look';

/** A place in the outbox: the number of a transaction and of a row. */
type Place = readonly [transaction: string, id: string];

interface EventRow extends Omit<BoardEventRow, 'cursor'> {
  readonly transaction: string;
  readonly id: string;
  /** Whether nothing can come before it any more. */
  readonly isSettled: boolean;
}

/** How a board stands, with one of its rows or none. */
interface Found extends Partial<EventRow> {
  readonly isOpen: boolean;
  readonly isNoted: boolean;
}

/**
 * What happened to the viewer's referrals after a cursor, in the order of the outbox, by one statement. Whatever others have
 * begun to write and not ended may come before what is there already: nothing behind that is told yet.
 * @throws CodedError FORBIDDEN for an account that has no board, PAGE_SIZE_INVALID, CURSOR_INVALID
 */
export async function readBoard(
  context: SubgraphContext,
  { after, first }: { readonly after?: string | null; readonly first?: number | null },
): Promise<BoardPage> {
  const size = first ?? DEFAULT_BOARD_PAGE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  const { viewer, session, tools } = context;
  const scope = context.scope('ReferralBoardEvent');
  const owner = findBoardOwner(viewer);
  if (!owner) throw new CodedError('FORBIDDEN', { reason: 'the account names no centre, employer or person' });
  const cursors = cursorsOf(tools.cursors, owner);
  const place = after === null || after === undefined ? undefined : cursors.read(after);
  // The horizon comes before the snapshot, and waits with no connection in hand.
  await session.refresh();
  const horizon = await readHorizon(tools.database);
  await session.refresh();
  const found = await session.rows<Found>(boardStatement(viewer, scope, { horizon, place, limit: size + 1 }));
  const [state] = found;
  if (!state?.isOpen) {
    throw new CodedError('FORBIDDEN', {
      reason: 'the account is not active, or its employer has no agreement in force',
    });
  }
  const rows = found.filter((row): row is Found & EventRow => typeof row.id === 'string');
  const told = rows.filter(({ isSettled }) => isSettled).slice(0, size);
  const next = rows[told.length];
  if (!state.isNoted) await noteLook(context, owner, next?.isSettled ? next.transaction : horizon);
  const events = told.map((row) => ({ ...row, cursor: cursors.write([row.transaction, row.id]) }));
  return {
    events,
    cursor: events.at(-1)?.cursor ?? after ?? cursors.write([horizon, '0']),
    hasMore: next !== undefined,
  };
}

/** Cursors of one board: those of another are none here. */
function cursorsOf(codec: CursorCodec, { column, id }: BoardOwner) {
  const board = `referralEvents|${column}|${id}`;
  return {
    write: (place: Place): string => codec.encode(board, place),
    read(cursor: string): Place {
      const [transaction, id] = codec.decode(board, cursor);
      if (transaction === undefined || id === undefined) throw new CodedError('CURSOR_INVALID');
      return [transaction, id];
    },
  };
}

/** What is asked of a board. */
export interface BoardQuestion {
  readonly horizon: string;
  /** Without one there is nothing after it: only how the board stands. */
  readonly place: Place | undefined;
  readonly limit: number;
}

export function boardStatement(viewer: Viewer, scope: RowScope, { horizon, place, limit }: BoardQuestion): Statement {
  const { bind, values } = new Parameters();
  const own = ofOwnOrganisation(viewer, 'e.id');
  const isOpen =
    isPartner(viewer) && own
      ? `EXISTS (SELECT FROM employer e WHERE ${own(bind)} AND ${agreementInForce('e.id', 'DSA')})`
      : 'TRUE';
  const board = `WITH board AS MATERIALIZED (SELECT ${isOpen} AS is_open, ${isNoted(viewer, bind)} AS is_noted)
    SELECT b.is_open AS "isOpen", b.is_noted AS "isNoted"`;
  if (!place || scope.kind === 'NOWHERE') return statement(`${board} FROM board b`, values);
  const events = eventsAfter(place, scope, limit, bind);
  return statement(
    `${board}, ${EVENT_COLUMNS}, e.transaction < ${bind(horizon)}::xid8 AS "isSettled"
     FROM board b LEFT JOIN LATERAL (${events}) e ON b.is_open ORDER BY e.transaction, e.id`,
    values,
  );
}

const EVENT_COLUMNS = `e.transaction::text AS transaction, e.id::text AS id, e.event, e.at, e.referral_id AS "referralId",
  e.person_id AS "personId"`;

function eventsAfter(
  [transaction, id]: Place,
  scope: RowScope & { readonly kind: 'WHERE' },
  limit: number,
  bind: Parameters['bind'],
): string {
  return `SELECT o.transaction, o.id, o.payload ->> 'event' AS event, o.at, r.id AS referral_id, r.person_id
    FROM outbox o JOIN referral r ON r.id = o.entity_id
    WHERE (o.transaction, o.id) > (${bind(transaction)}::xid8, ${bind(id)}::bigint) AND (${scope.where(bind)})
    ORDER BY o.transaction, o.id LIMIT ${bind(limit)}`;
}

import type { Parameters } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { BoardOwner } from './board.access';

/** How often a look of one account is written down. */
const BETWEEN_LOOKS = `interval '1 minute'`;

/** In SQL, whether the viewer's looks need not be written down now: a person gets no mail, others looked just before. */
export function isNoted({ role, subject }: Viewer, bind: Parameters['bind']): string {
  if (role === 'CITIZEN') return 'TRUE';
  return `EXISTS (SELECT FROM board_look l WHERE l.subject = ${bind(subject)} AND l.at > now() - ${BETWEEN_LOOKS})`;
}

/**
 * Writes down that an account has looked, so that nobody of its organisation is told by mail what it has seen.
 * @param seenBefore the first transaction of which it may not have been told everything
 */
export function noteLook(context: SubgraphContext, { column, id }: BoardOwner, seenBefore: string): Promise<unknown> {
  const { subject } = context.viewer;
  return context.write((manager) =>
    manager.query(
      `INSERT INTO board_look (subject, ${column}, seen_before) VALUES ($1, $2, $3::xid8)
       ON CONFLICT (subject) DO UPDATE SET at = now(), employer_id = excluded.employer_id, centre_id = excluded.centre_id,
         seen_before = greatest(board_look.seen_before, excluded.seen_before)`,
      [subject, id, seenBefore],
    ),
  );
}

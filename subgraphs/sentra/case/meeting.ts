import { randomUUID } from 'node:crypto';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Asked } from '../../../shared/subgraph';
import { NATION } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { daysAfter, readFutureDay, today } from '../../../shared/machine';
import { readText } from '../text';
import { OFFER_AGAIN_DAYS } from './case';
import type { CaseStatus } from './case';
import type { Meeting, OfferAgainInput, ReachOutInput, RefuseInput } from './case-inputs.graph';

/** Writes a case that begins with a meeting. */
export async function reachOut(
  manager: WriteManager,
  status: CaseStatus,
  { input, context: { viewer } }: Asked<ReachOutInput>,
): Promise<{ readonly id: string; readonly evidence: { readonly [name: string]: string | boolean } }> {
  const centreId = await centreOf(manager, viewer, input.centreId);
  const { place, at } = readMeeting(viewer, input);
  const id = randomUUID();
  await manager.query(
    `INSERT INTO service_case (id, centre_id, region_code, status, place_kind, source, language, reached_at, photo_consent)
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9)`,
    [
      id,
      centreId,
      place,
      status,
      input.placeKind,
      input.source,
      readText('language', input.language, 60),
      at,
      input.photoConsent,
    ],
  );
  return { id, evidence: { place, placeKind: input.placeKind, at, photoConsent: input.photoConsent } };
}

/** The person was met again. */
export async function meetAgain(
  manager: WriteManager,
  { id }: { readonly id: string },
  { input, context: { viewer } }: Asked<OfferAgainInput>,
): Promise<{ readonly [name: string]: string }> {
  const { place, at } = readMeeting(viewer, input);
  await manager.query(
    `UPDATE service_case SET region_code = $2, place_kind = $3, reached_at = $4::timestamptz, offer_again_on = NULL
     WHERE id = $1::uuid`,
    [id, place, input.placeKind, at],
  );
  return { place, placeKind: input.placeKind, at };
}

/** Help was refused, and will be offered again. */
export async function refuse(
  manager: WriteManager,
  { id }: { readonly id: string },
  { input }: Asked<RefuseInput>,
): Promise<{ readonly [name: string]: string }> {
  const offerAgainOn = input.offerAgainOn
    ? readFutureDay('the day of the next offer', input.offerAgainOn)
    : daysAfter(today(), OFFER_AGAIN_DAYS);
  await manager.query(`UPDATE service_case SET refusal_reason = $2, offer_again_on = $3::date WHERE id = $1::uuid`, [
    id,
    input.reason,
    offerAgainOn,
  ]);
  return { offerAgainOn };
}

/** @throws CodedError FORBIDDEN for another centre than one's own, BAD_USER_INPUT where none is named or known */
async function centreOf(manager: WriteManager, { role, sentraId }: Viewer, asked: string | undefined): Promise<string> {
  if (role === 'SENTRA_OFFICER' && asked !== undefined && asked !== sentraId) {
    throw new CodedError('FORBIDDEN', { reason: 'you begin cases of your own centre' });
  }
  const centreId = asked ?? (role === 'SENTRA_OFFICER' ? sentraId : undefined);
  const known: object[] =
    centreId === undefined ? [] : await manager.query('SELECT FROM centre WHERE id = $1', [centreId]);
  if (centreId !== undefined && known.length > 0) return centreId;
  throw new CodedError('BAD_USER_INPUT', { reason: 'name a centre of the list' });
}

function readMeeting({ role, regionCodes }: Viewer, { place, at }: Meeting): { place: string; at: string } {
  if (!/^\d{10}$/.test(place)) throw new CodedError('BAD_USER_INPUT', { reason: 'a village has a code of 10 digits' });
  if (at.getTime() > Date.now()) throw new CodedError('BAD_USER_INPUT', { reason: 'the meeting lies in the future' });
  // An officer of a centre goes wherever people are; an office works in its jurisdiction.
  const isHere = role === 'SENTRA_OFFICER' || regionCodes.some((code) => code === NATION || place.startsWith(code));
  if (!isHere) throw new CodedError('FORBIDDEN', { reason: 'the place is outside of your jurisdiction' });
  return { place, at: at.toISOString() };
}

import { plantRecords, quoted } from '../../../shared/machine';
import type { DemoPart, DemoTools, Journeys } from '../../../shared/machine';
import type { ConsentEvent, ConsentKind } from '../consent/consent';
import { CONSENT_RECORDS } from '../consent/consent-steps.graph';
import { usable } from '../consent/living';
import { adult } from '../person/adult';

const GIVEN = { weight: 1, steps: ['GIVE'] } as const;

const JOURNEYS: Journeys<ConsentEvent> = {
  CARD: [
    { weight: 12, steps: ['GIVE'] },
    { weight: 1, steps: ['GIVE', { event: 'WITHDRAW', days: 40 }] },
    { weight: 1, steps: ['GIVE', { event: 'END', days: 181 }] },
  ],
  LIVING: [GIVEN],
  TAKEN_BACK: [{ weight: 1, steps: ['GIVE', { event: 'WITHDRAW', days: 4 }] }],
};

/** What somebody on the way to work has agreed to. */
interface Agreed {
  readonly person: string;
  readonly place: string;
  readonly centre: string;
  readonly consent: ConsentKind;
  readonly employer: string | null;
  readonly vacancy: string | null;
  readonly kind: keyof typeof JOURNEYS;
  /** The day it was given, or for a card the last day of its journey. */
  readonly on: string;
}

/**
 * A card of everybody who is ready; who was referred agreed to that, and who works to what payroll needs. Whoever takes a referral
 * back takes back the consent.
 */
function agreedBy({ clients, referrals, day }: DemoTools): Agreed[] {
  const ready = clients.filter(({ way }) => way === 'READY' || way === 'BACK');
  const cards = ready.map(({ personId, regionCode, centreId }): Agreed => {
    const whom = { person: personId, place: regionCode, centre: centreId };
    const isReferred = referrals.some((each) => each.personId === personId);
    return {
      ...whom,
      consent: 'ANONYMOUS_PROFILE',
      employer: null,
      vacancy: null,
      kind: isReferred ? 'LIVING' : 'CARD',
      on: day,
    };
  });
  const others = referrals.flatMap((referral): Agreed[] => {
    const { personId, employerId, vacancyId, regionCode, centreId, referredOn, placedOn, status } = referral;
    const whom = { person: personId, place: regionCode, centre: centreId, employer: employerId, vacancy: vacancyId };
    const kind = status === 'REVOKED' ? 'TAKEN_BACK' : 'LIVING';
    return [
      ...(referredOn === null ? [] : [{ ...whom, consent: 'REFERRAL' as const, kind, on: referredOn }]),
      ...(placedOn === null ? [] : [{ ...whom, consent: 'EMPLOYMENT' as const, vacancy: null, kind, on: placedOn }]),
    ];
  });
  return [...cards, ...others];
}

const CHOSEN = `
  SELECT md5('consent' || d.consent || d.person || coalesce(d.vacancy::text, ''))::uuid AS id, d.*, d."on" AS ended_on,
    (row_number() OVER (PARTITION BY d.kind ORDER BY d.person) - 1)::int AS serial
  FROM demo_agreed d JOIN person p ON p.id = d.person WHERE ${usable('p')} AND ${adult('p')}`;

/** Those that ended had been given for half a year, the others for nearly two. */
const insert = ({ cipher }: DemoTools): string => `
  INSERT INTO consent (id, person_id, kind, employer_id, vacancy_id, status, version, given_by, form, text_version, given_on,
    expires_on, ended_at, account_sealed)
  SELECT c.id, c.person, c.consent, c.employer, c.vacancy, r.status, r.version, 'SELF',
    (ARRAY['LISAN', 'TERTULIS', 'JBI', 'MUDAH_BACA', 'BRAILLE'])[1 + c.serial % 5], c.consent || '-2026/1', r.began_on,
    r.began_on + CASE r.status WHEN 'ENDED' THEN 180 ELSE 700 END,
    (SELECT max(s.at) FROM demo_step s WHERE s.id = c.id AND s.event <> 'GIVE'),
    CASE WHEN c.consent = 'EMPLOYMENT' AND r.status = 'GIVEN' THEN ${quoted(cipher.seal('9000 0000 0001'))} END
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/** What people on the way to work have agreed to, in every state. */
export const CONSENTS_DEMO: DemoPart = {
  name: 'demo-consents',
  plant: async (connection, tools) => {
    await connection.query(`CREATE TEMP TABLE demo_agreed (person uuid, place text, centre text, consent text, employer uuid,
      vacancy uuid, kind text, "on" date) ON COMMIT DROP`);
    await connection.query(
      'INSERT INTO demo_agreed SELECT * FROM jsonb_populate_recordset(NULL::demo_agreed, $1::jsonb)',
      [JSON.stringify(agreedBy(tools))],
    );
    await plantRecords(connection, {
      records: CONSENT_RECORDS,
      journeys: JOURNEYS,
      chosen: CHOSEN,
      insert: insert(tools),
      home: tools.home,
    });
  },
};

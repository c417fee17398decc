import type { GraphQLResolveInfo } from 'graphql';
import { DISCLOSURE, disclosureSchema } from '../../../shared/access';
import type { Condition, Disclosure } from '../../../shared/access';
import {
  Parameters,
  openCapability,
  propertiesFor,
  selectFacts,
  selectList,
  statement,
} from '../../../shared/database';
import type { Projection } from '../../../shared/database';
import { requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { living, outgrown, usable } from '../consent/living';
import { adult } from '../person/adult';
import type { CandidateRow } from './candidate';

const projection: Projection = {
  columns: {
    number: 'asked.number::int',
    personId: 'asked.person_id',
    consentId: 'open.consent_id',
    disabilityConsentId: 'given.disability_id',
    fullName: 'p.full_name',
    birthDate: 'p.birth_date',
    // Whoever may read the day may read the band, whether or not a card is published.
    bornAtWork: 'CASE WHEN open.stage = 4 THEN p.birth_date END',
    phone: 'p.phone',
    address: 'p.address',
    nikSealed: 'p.nik_sealed',
    workStatus: 'p.work_status',
    businessSector: 'p.business_sector',
    disabilities: 'p.disabilities',
    accountSealed: 'given.account_sealed',
    bpjsSealed: 'given.bpjs_sealed',
  },
  computed: {
    ageBand: ['bornAtWork'],
    firstName: ['fullName'],
    workHistory: ['workStatus', 'businessSector'],
    nik: ['nikSealed'],
    disability: ['disabilities'],
    payrollAccount: ['accountSealed'],
    bpjsNumber: ['bpjsSealed'],
  },
  always: ['number', 'personId', 'consentId', 'disabilityConsentId'],
};

const first = (column: string, condition: string) =>
  `(array_agg(c.${column} ORDER BY c.id) FILTER (WHERE ${condition}))[1]`;

/** One that names a vacancy is for that one only. */
const EMPLOYMENT = `c.kind = 'EMPLOYMENT' AND coalesce(c.vacancy_id = asked.vacancy_id, true)`;

/** What somebody has agreed to at this moment, of what concerns the employer and the vacancy asked about. */
const GIVEN = `SELECT ${first('id', `c.kind = 'ANONYMOUS_PROFILE'`)} AS profile_id,
    ${first('id', `c.kind = 'REFERRAL' AND c.vacancy_id = asked.vacancy_id`)} AS referral_id,
    ${first('id', EMPLOYMENT)} AS employment_id,
    ${first('account_sealed', EMPLOYMENT)} AS account_sealed,
    ${first('bpjs_sealed', EMPLOYMENT)} AS bpjs_sealed,
    ${first('id', `c.kind = 'DISABILITY'`)} AS disability_id
  FROM consent c WHERE c.person_id = asked.person_id AND ${living('c')} AND NOT ${outgrown('c', 'p')}
    AND (c.kind = 'ANONYMOUS_PROFILE' OR c.employer_id = asked.employer_id)`;

/**
 * The lower of what the employers' side lets be shown and what was agreed to. Each consent is for its own stages: without the one
 * for a stage, what a lower stage shows is left, if there is consent for that; at stage 0 every field is withheld. Beyond the card
 * there must be a record that may be used, of somebody of age.
 */
const OPEN = `SELECT * FROM (VALUES (4, given.employment_id), (3, given.referral_id), (2, given.referral_id),
    (1, given.profile_id), (0, NULL)) s (stage, consent_id)
  WHERE s.stage <= asked.stage AND (s.stage = 0 OR s.consent_id IS NOT NULL) AND (s.stage <= 1 OR p.id IS NOT NULL)
  ORDER BY s.stage DESC LIMIT 1`;

const CANDIDATES = `LEFT JOIN person p ON p.id = asked.person_id AND ${usable('p')} AND ${adult('p')}
  CROSS JOIN LATERAL (${GIVEN}) given
  CROSS JOIN LATERAL (${OPEN}) open`;

/**
 * The candidate a capability opens to the viewer, with what the person agrees to at this moment; undefined for a capability that
 * is forged, too old, of another employer or of another pseudonym. Where there is no consent the candidate is there with every
 * field withheld, so that the ledger knows who asked. One statement for all candidates of the fetch.
 */
export async function findCandidate(
  context: SubgraphContext,
  { ref, disclosure }: Readonly<Record<string, unknown>>,
  info: GraphQLResolveInfo,
): Promise<CandidateRow | undefined> {
  const { viewer, tools } = context;
  const sealed = typeof disclosure === 'string' ? disclosure : undefined;
  const opened = openCapability(tools.cipher, DISCLOSURE, disclosureSchema, sealed);
  if (!opened || opened.employerId !== viewer.employerId) return undefined;
  if (tools.pseudonyms.of(opened.employerId, opened.personId) !== ref) return undefined;
  const fields = requestedFieldsOn(info, 'Candidate');
  const properties = propertiesFor(projection, fields);
  const conditions = context.rowConditions('Candidate', fields);
  const name = ['candidates', ...properties, ...conditions].join(' ');
  const loader = context.loader<Disclosure, StoredCandidate | undefined>(name, (asked) =>
    readCandidates(context, asked, properties, conditions),
  );
  const found = await loader.load(opened);
  return found && { ...found, ref, card: opened.card, terms: opened.fields };
}

type StoredCandidate = Omit<CandidateRow, 'ref' | 'card' | 'terms'> & { readonly number: number };

async function readCandidates(
  context: SubgraphContext,
  asked: readonly Disclosure[],
  properties: readonly string[],
  conditions: readonly Condition[],
): Promise<(StoredCandidate | undefined)[]> {
  const scope = context.scope('Candidate');
  if (scope.kind === 'NOWHERE') return asked.map(() => undefined);
  const { bind, values } = new Parameters();
  const list = (type: string, value: (each: Disclosure) => unknown) => `${bind(asked.map(value))}::${type}[]`;
  const lists = [
    list('uuid', ({ personId }) => personId),
    list('uuid', ({ employerId }) => employerId),
    list('uuid', ({ vacancyId }) => vacancyId),
    list('int', ({ stage }) => stage),
  ];
  const text = `SELECT ${selectList(projection, properties)}${selectFacts(scope, conditions, bind)}
    FROM unnest(${lists.join(', ')}) WITH ORDINALITY AS asked (person_id, employer_id, vacancy_id, stage, number)
    ${CANDIDATES} WHERE ${scope.where(bind)}`;
  const rows = await context.session.rows<StoredCandidate>(statement(text, values));
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return asked.map((_, index) => byNumber.get(index + 1));
}

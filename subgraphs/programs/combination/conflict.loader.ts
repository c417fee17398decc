import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import type { ConflictRow } from './conflict';

const FROM = 'greatest(e.started_on, o.started_on, pc.valid_from)';
const TO = 'least(e.ended_on, o.ended_on, pc.valid_to)';
/** Has begun, and if it is over it is known when. */
const hasDays = (alias: string) =>
  `(${alias}.status IN ('ACTIVE', 'SUSPENDED', 'TRANSITION')
    OR ${alias}.ended_on IS NOT NULL AND ${alias}.status NOT IN ('CANDIDATE', 'DESIGNATED'))`;

/**
 * A rule may stand in the catalogue from one side or from both, like all it says of a pair: of two that hold since the same day
 * the one of the first code counts.
 */
const CONFLICTS = `${ENROLMENTS}
  JOIN enrolment o ON o.family_id = e.family_id AND o.program_code > e.program_code
  JOIN program_combination pc ON NOT pc.allowed AND (pc.program_code = e.program_code AND pc.other_code = o.program_code
    OR pc.program_code = o.program_code AND pc.other_code = e.program_code AND NOT EXISTS (SELECT FROM program_combination same
      WHERE same.program_code = pc.other_code AND same.other_code = pc.program_code AND same.valid_from = pc.valid_from
        AND NOT same.allowed))
    AND ${hasDays('e')} AND ${hasDays('o')} AND coalesce(${FROM} <= ${TO}, true)`;

const RULE = ['ruleProgram', 'ruleOther', 'validFrom', 'validTo', 'legalRef', 'confidence', 'note'];
const projection: Projection = {
  columns: {
    familyId: 'e.family_id',
    enrolmentId: 'e.id',
    otherId: 'o.id',
    from: FROM,
    to: TO,
    ruleProgram: 'pc.program_code',
    ruleOther: 'pc.other_code',
    validFrom: 'pc.valid_from',
    validTo: 'pc.valid_to',
    legalRef: 'pc.legal_ref',
    confidence: 'pc.confidence',
    note: 'pc.note',
  },
  computed: { family: ['familyId'], enrolments: ['enrolmentId', 'otherId'], rule: RULE },
  always: ['familyId'],
};

export const CONFLICT_LIST: ListSource = {
  name: 'double dipping',
  from: CONFLICTS,
  id: { column: `concat_ws(' ', e.id, o.id, pc.program_code, pc.valid_from)`, type: 'text' },
  projection,
  filterable: {
    familyId: { column: 'e.family_id', type: 'uuid', group: 'PSEUDONYM' },
    programCode: { column: 'pc.program_code', type: 'text', group: 'ENROLMENT' },
    otherCode: { column: 'pc.other_code', type: 'text', group: 'ENROLMENT' },
    from: { column: FROM, type: 'date', group: 'ENROLMENT' },
    region: { column: 'fr.region_code', type: 'text', group: 'CONTACT' },
    desil: { column: 'fr.desil', type: 'integer', group: 'DESIL' },
  },
  sortable: { FROM: { column: FROM, type: 'date', group: 'ENROLMENT' } },
};

const byFamily: BatchSource = {
  from: CONFLICTS,
  key: { column: 'e.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: `${FROM}, e.id, o.id`,
};

/** What a family draws against a rule, as far as the viewer sees both enrolments; one statement for all families of the fetch. */
export function findConflictsOfFamily(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<ConflictRow[]> {
  return loadMany<ConflictRow>(context, 'ForbiddenCombination', byFamily, familyId, requestedFields(info));
}

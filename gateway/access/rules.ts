import { attainableGrades, decisionOfViewer, describeReason, hasPurpose, reasonFor } from '../../shared/access';
import type { AccessMark, Grade, Reason } from '../../shared/access';
import type { Viewer } from '../../shared/viewer';
import type { AccessIndex } from './access-index';

/** Why a field is not even asked for: there is no row on which this viewer would get it. */
export interface Refusal {
  readonly grade: Exclude<Grade, 'FULL' | 'MASKED'>;
  readonly reason: Reason;
  readonly sentence: string;
  /** Refused as a call, by role, and not as a value. */
  readonly isCall: boolean;
}

/** What one kind of viewer may have asked for. */
export interface ViewerRules {
  /** Equal for viewers whom the gateway cannot tell apart: role, and which claims the account has. */
  readonly key: string;
  /** undefined: the subgraph is asked, and decides by the row. */
  refusalOf(type: string, field: string): Refusal | undefined;
  /** Everything the policy says of a field to this viewer, for an explanation. */
  marksOf(type: string, field: string): readonly AccessMark[];
}

/** Rules by viewer; the same rules, with what was worked out, serve every viewer with the same key. */
export interface AccessRules {
  readonly index: AccessIndex;
  of(viewer: Viewer): ViewerRules;
}

/** @param isSynthetic whether the platform serves demo data */
export function createRules(index: AccessIndex, isSynthetic: boolean): AccessRules {
  const byKey = new Map<string, ViewerRules>();
  const byViewer = new WeakMap<Viewer, ViewerRules>();
  return {
    index,
    of(viewer) {
      const known = byViewer.get(viewer);
      if (known) return known;
      const key = keyOf(viewer);
      const rules = byKey.get(key) ?? rulesFor(key, viewer, index, isSynthetic);
      byKey.set(key, rules);
      byViewer.set(viewer, rules);
      return rules;
    },
  };
}

/**
 * What the rules depend on, and nothing else: fifteen roles by five claims that are there or not, and a purpose that fits. One
 * that does not is told by its name.
 */
function keyOf(viewer: Viewer): string {
  const { role, personId, regionCodes, sentraId, employerId, programCodes, purpose = 'NONE' } = viewer;
  const claims = [personId, regionCodes[0], sentraId, employerId, programCodes[0]];
  const key = `${role} ${claims.map((claim) => (claim === undefined ? 0 : 1)).join('')}`;
  return hasPurpose(viewer) ? key : `${key} ${purpose}`;
}

function rulesFor(key: string, viewer: Viewer, index: AccessIndex, isSynthetic: boolean): ViewerRules {
  const known = new Map<string, Refusal | undefined>();
  return {
    key,
    marksOf: (type, field) => index.marksOf(type, field),
    refusalOf(type, field) {
      const coordinate = `${type}.${field}`;
      if (known.has(coordinate)) return known.get(coordinate);
      const refusals = index.marksOf(type, field).map((mark) => refusalBy(mark, viewer, isSynthetic));
      const refusal = refusals.find((found) => found !== undefined);
      known.set(coordinate, refusal);
      return refusal;
    },
  };
}

/** In the order of what a viewer gets most. */
const NOT_GIVEN = ['BANDED', 'AGGREGATE', 'WITHHELD'] as const;

function refusalBy(mark: AccessMark, viewer: Viewer, isSynthetic: boolean): Refusal | undefined {
  const grades = attainableGrades(decisionOfViewer(viewer, mark), viewer, isSynthetic);
  if (grades.has('FULL') || grades.has('MASKED') || (mark.band && grades.has('BANDED'))) return undefined;
  const grade = NOT_GIVEN.find((each) => grades.has(each)) ?? 'WITHHELD';
  const reason = reasonFor(viewer, mark, grade);
  return { grade, reason, sentence: describeReason(reason), isCall: reason.kind === 'FOR_ROLES' };
}

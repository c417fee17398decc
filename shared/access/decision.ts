/**
 * How much of a field a viewer gets. FULL: the value; MASKED: its last four characters, or initials; BANDED: only the
 * companion field (age band, desil band, regency); AGGREGATE: only protected statistics; WITHHELD: nothing.
 */
export type Grade = 'FULL' | 'MASKED' | 'BANDED' | 'AGGREGATE' | 'WITHHELD';

/** What must be true of viewer and row for a grade to hold. */
export type Condition =
  | 'ALWAYS'
  /** The row is about the viewer, or about the person a frontend acts for. */
  | 'OWN'
  /** The row lies in the viewer's jurisdiction. */
  | 'JURISDICTION'
  /** The row is a case of the viewer's Sentra. */
  | 'CASE'
  /** The viewer is on the team named for a protected case. */
  | 'NAMED_TEAM'
  /** The row is about a family that receives PKH, which a pendamping of its place accompanies. */
  | 'KPM'
  /** The matter was assigned to the viewer. */
  | 'ASSIGNED'
  /** The viewer is the person, and the session was opened in a way nobody at home can watch. */
  | 'SAFE_CHANNEL'
  /** The row takes part in a program the viewer manages. */
  | 'PROGRAM'
  /** The row belongs to the viewer's employer. */
  | 'EMPLOYER'
  /** Consent and the referral's stage have come this far. */
  | 'STAGE_1'
  | 'STAGE_2'
  | 'STAGE_3'
  | 'STAGE_4'
  /** The person chose to show it. */
  | 'OPT_IN'
  /** The data is synthetic: demo mode only. */
  | 'SYNTHETIC'
  /** Emergency access with a reason, for 30 minutes, reviewed afterwards. */
  | 'BREAK_GLASS'
  /** The same, approved by two others before it opens. */
  | 'TWO_APPROVERS'
  /** The record is about the platform's own running, not about a person. */
  | 'SYSTEM_EVENT';

/** A grade and what it takes. `reveal`: the full value may be had once, by mutation, with a reason. */
export interface Alternative {
  readonly grade: Grade;
  readonly when: Condition;
  readonly reveal?: true;
}

/** What a role may see of a group: the first alternative whose condition holds; none means WITHHELD. */
export type Decision = readonly Alternative[];

/** What is true of one row for one viewer. */
export type Facts = ReadonlySet<Condition>;

/** The grade a decision gives in the light of the facts; `facts` is asked only if a condition needs it. */
export function gradeOf(decision: Decision, facts: () => Facts): Grade {
  for (const { grade, when } of decision) {
    if (when === 'ALWAYS' || facts().has(when)) return grade;
  }
  return 'WITHHELD';
}

/** Whether the decision gives FULL on every row, so that nothing needs checking. */
export function isOpen(decision: Decision): boolean {
  return decision[0]?.grade === 'FULL' && decision[0].when === 'ALWAYS';
}

/** The best grade the decision could give on some row. */
export function bestGrade(decision: Decision): Grade {
  const order: readonly Grade[] = ['FULL', 'MASKED', 'BANDED', 'AGGREGATE', 'WITHHELD'];
  return order.find((grade) => decision.some((alternative) => alternative.grade === grade)) ?? 'WITHHELD';
}

/** Whether the alternative that holds lets the full value be had once, with a reason. */
export function mayReveal(decision: Decision, facts: Facts): boolean {
  return decision.find(({ when }) => when === 'ALWAYS' || facts.has(when))?.reveal === true;
}

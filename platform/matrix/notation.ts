import type { Alternative, Condition, Decision, Grade } from '../../shared/access';

/** How a word of the policy is written in a cell, and what it means. */
interface Sign {
  readonly sign: string;
  readonly meaning: string;
}

const GRADES: Readonly<Record<Grade, Sign>> = {
  FULL: { sign: 'F', meaning: 'FULL: the value' },
  MASKED: {
    sign: 'M',
    meaning: 'MASKED: the last four characters of a text, initials of a name; null where the value is no text',
  },
  BANDED: { sign: 'B', meaning: 'BANDED: null; only the companion field, a row of its own with "(band)", answers' },
  AGGREGATE: { sign: 'A', meaning: 'AGGREGATE: null; the group shows only in protected statistics' },
  WITHHELD: { sign: '-', meaning: 'WITHHELD: null' },
};

const CONDITIONS: Readonly<Record<Exclude<Condition, 'ALWAYS'>, Sign>> = {
  OWN: { sign: 'own', meaning: 'the row is about the viewer, or about the person a frontend acts for' },
  JURISDICTION: { sign: 'area', meaning: "the row lies in the viewer's jurisdiction" },
  CASE: { sign: 'case', meaning: "the row is a case of the viewer's Sentra" },
  NAMED_TEAM: { sign: 'team', meaning: 'the viewer is on the team named for a protected case' },
  KPM: { sign: 'kpm', meaning: 'the row is about a family that receives PKH, in the place of its pendamping' },
  ASSIGNED: { sign: 'assigned', meaning: 'the matter was assigned to the viewer' },
  SAFE_CHANNEL: { sign: 'safe', meaning: 'own record, in a session nobody at home can watch' },
  PROGRAM: { sign: 'program', meaning: 'the row takes part in a program the viewer manages' },
  EMPLOYER: { sign: 'employer', meaning: "the row belongs to the viewer's employer" },
  STAGE_1: { sign: 'stage 1', meaning: 'consent, and an own published vacancy' },
  STAGE_2: { sign: 'stage 2', meaning: 'consent, and a referral to the employer' },
  STAGE_3: { sign: 'stage 3', meaning: 'consent, and the employer accepted the referral' },
  STAGE_4: { sign: 'stage 4', meaning: 'consent, and the person is placed with the employer' },
  OPT_IN: { sign: 'opt-in', meaning: 'the person chose to show it' },
  SYNTHETIC: { sign: 'synthetic', meaning: 'the data is synthetic: demo mode only' },
  BREAK_GLASS: { sign: 'glass', meaning: 'emergency access with a reason, for 30 minutes, reviewed afterwards' },
  TWO_APPROVERS: { sign: 'glass 2', meaning: 'emergency access that two others approved' },
  SYSTEM_EVENT: { sign: 'system', meaning: 'the record is about the platform itself, not about a person' },
};

/** A decision in a cell: `F`, `F area`, `F stage 4 / B stage 1`, `-`. */
export function writeDecision(decision: Decision): string {
  return decision.map(writeAlternative).join(' / ') || GRADES.WITHHELD.sign;
}

/** What the companion fields of a group get by the group's decision: the value, wherever it is masked or banded. */
export function forBand(decision: Decision): Decision {
  return decision.map(({ grade, when }) => ({
    grade: grade === 'MASKED' || grade === 'BANDED' ? 'FULL' : grade,
    when,
  }));
}

/** Every sign a cell may hold, with its meaning, as lines of a Markdown list. */
export function writeLegend(): string[] {
  return [
    ...Object.values(GRADES).map(writeSign),
    writeSign({ sign: '+', meaning: 'the full value may be had once, by mutation, with a reason' }),
    writeSign({ sign: '/', meaning: 'the first alternative whose condition holds; none holds: WITHHELD' }),
    ...Object.values(CONDITIONS).map(writeSign),
  ];
}

function writeAlternative({ grade, when, reveal }: Alternative): string {
  const sign = GRADES[grade].sign + (reveal ? '+' : '');
  return when === 'ALWAYS' ? sign : `${sign} ${CONDITIONS[when].sign}`;
}

function writeSign({ sign, meaning }: Sign): string {
  return `- \`${sign}\` ${meaning}`;
}

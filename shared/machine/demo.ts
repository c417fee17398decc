import type { BulkConnection, FieldCipher, Pseudonyms } from '../database';
import type { DemoHome } from './journey';

/** Somebody with a disability, as the registry says. */
export interface DisabledPerson {
  readonly id: string;
  /** Village, ten digits. */
  readonly regionCode: string;
  /** Codes of the registry. */
  readonly disabilities: readonly string[];
}

/** Somebody a centre serves or has served on the way to work, as the centres' own demo has it. */
export interface DemoClient {
  readonly caseId: string;
  readonly personId: string;
  readonly centreId: string;
  /** Village, ten digits. */
  readonly regionCode: string;
  /** Ready and never placed; at work; at work for twelve months or more; back after the work ended. */
  readonly way: 'READY' | 'AT_WORK' | 'RETAINED' | 'BACK';
  /** Since when; of those who are back the day the work ended. `YYYY-MM-DD`. */
  readonly since: string;
}

/** A referral as the partners' own demo has it. */
export interface DemoReferral {
  readonly personId: string;
  readonly employerId: string;
  readonly vacancyId: string;
  readonly status: string;
  readonly regionCode: string;
  readonly centreId: string;
  readonly referredOn: string | null;
  readonly placedOn: string | null;
}

/** What planting a demo goes by. */
export interface DemoTools {
  readonly cipher: FieldCipher;
  readonly pseudonyms: Pseudonyms;
  /** The day the nation is frozen, `YYYY-MM-DD`: everything planted lies before it. */
  readonly day: string;
  /** People in reality for one in the nation. */
  readonly scale: number;
  readonly home: DemoHome;
  /** Source key of the family whose head is the citizen of the demo: nothing of theirs is changed. */
  readonly family: string;
  /** Invented names. */
  readonly names: readonly string[];
  readonly disabled: readonly DisabledPerson[];
  /** Known once the centres have planted theirs. */
  readonly clients: readonly DemoClient[];
  /** Known once the partners have planted theirs. */
  readonly referrals: readonly DemoReferral[];
}

/** A part of a demo that a subgraph plants in its own schema, in one transaction, once. */
export interface DemoPart {
  readonly name: string;
  readonly plant: (connection: BulkConnection, tools: DemoTools) => Promise<void>;
}

/** Rows at home, so that the demo identities find some, before the others; both in an order that does not change. */
export function homeFirst(column: string, id: string, { district }: DemoHome): string {
  return `(${column} LIKE '${district}%') DESC, md5(${id}::text)`;
}

/** A text literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One of some texts for each row, by a number of the row. */
export function oneOf(texts: readonly string[], serial: string): string {
  return `(ARRAY[${texts.map(quoted).join(', ')}])[1 + (${serial}) % ${texts.length}]`;
}

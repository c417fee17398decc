import { CLASS_OF, FIELD_GROUPS, POLICY, PURPOSES_OF, isLedgered, isOpen } from '../../shared/access';
import type { AccessMark, Decision, FieldGroup } from '../../shared/access';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import { forBand, writeDecision, writeLegend } from './notation';
import { rowsOf } from './rows';
import type { MatrixRow } from './rows';

/** Each role's decision about each group. */
export type Policy = Readonly<Record<Role, Readonly<Record<FieldGroup, Decision>>>>;

/**
 * Who may read which field of a supergraph, as Markdown. One line a type and group, and cells without padding: a changed
 * decision is a diff of the lines it touches and of no others.
 * @throws CodedError SUPERGRAPH_INVALID for a field that belongs to no group
 */
export function writeMatrix(sdl: string, policy: Policy = POLICY): string {
  const rows = rowsOf(sdl);
  const isOpenToAll = ({ mark: { group, roles } }: MatrixRow) =>
    roles === undefined && ROLES.every((role) => isOpen(policy[role][group]));
  const unused = groups().filter((group) => !rows.some(({ mark }) => mark.group === group));
  return [
    ...head(),
    ...section('Fields some role does not read in full', [
      ...table(
        ['Type', 'Group', 'Fields', ...ROLES],
        rows
          .filter((row) => !isOpenToAll(row))
          .map((row) => [row.type, row.mark.group, writeFields(row), ...decisions(policy, row.mark)]),
      ),
    ]),
    ...section('Fields every role reads in full', [
      'Of the rows its scope lets it see.',
      '',
      ...table(
        ['Type', 'Group', 'Fields'],
        rows.filter(isOpenToAll).map((row) => [row.type, row.mark.group, writeFields(row)]),
      ),
    ]),
    ...section('Groups that have no field yet', [
      ...table(
        ['Group', 'Holds', ...ROLES],
        unused.map((group) => [group, FIELD_GROUPS[group], ...decisions(policy, { group, band: false })]),
      ),
    ]),
    ...section('Purposes', [
      'Identity data and above is read only with a token that states one of these. A role that is not here reads nothing but the',
      `own record, public or synthetic data, and needs to state none. It concerns ${ledgeredGroups().join(', ')}.`,
      '',
      ...table(
        ['Role', 'Reads for'],
        ROLES.flatMap((role) => {
          const purposes = PURPOSES_OF[role];
          return purposes === 'ANY' ? [] : [[role, purposes.join(', ')]];
        }),
      ),
    ]),
  ].join('\n');
}

function ledgeredGroups(): string[] {
  return groups()
    .filter(isLedgered)
    .map((group) => `${group} (${CLASS_OF[group]})`);
}

function head(): string[] {
  return [
    '# Who may read which field',
    '',
    'Written by `npm run access:matrix` from the policy (`shared/access/policy.ts`) and the supergraph; a test compares.',
    'Beneath the fields lie the rows: a row out of scope of the viewer is not there at all, whatever stands here.',
    '',
    ...writeLegend(),
    '',
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, '', ...lines, ''];
}

function table(header: readonly string[], lines: readonly (readonly string[])[]): string[] {
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
}

function decisions(policy: Policy, { group, band, roles }: AccessMark): string[] {
  return ROLES.map((role): Decision => (roles && !roles.includes(role) ? [] : policy[role][group])).map((decision) =>
    writeDecision(band ? forBand(decision) : decision),
  );
}

function writeFields({ fields, mark }: MatrixRow): string {
  return fields.map((field) => `\`${field}\`${mark.band ? ' (band)' : ''}`).join(', ');
}

function groups(): FieldGroup[] {
  return Object.keys(FIELD_GROUPS) as FieldGroup[];
}

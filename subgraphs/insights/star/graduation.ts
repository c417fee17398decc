import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const day = z.iso.date().nullable();

const graduation = z.object({
  enrolmentId: z.guid(),
  familyId: z.guid(),
  programCode: z.string(),
  status: z.string(),
  ground: z.string(),
  graduatedOn: day,
  relapsedOn: day,
  statistics: z
    .object({
      proposedBy: z.string(),
      proposedOn: z.iso.date(),
      refusedOn: day,
      refusalReason: z.string().nullable(),
      appealedOn: day,
      upheldOn: day,
      rejectedOn: day,
      relapseReason: z.string().nullable(),
    })
    .optional(),
});
type Graduation = z.infer<typeof graduation>;
type Milestones = NonNullable<Graduation['statistics']>;

const grievance = z.object({
  familyId: z.guid(),
  kind: z.string(),
  programCode: z.string().nullable(),
  status: z.string(),
  statistics: z.object({ submittedOn: z.iso.date(), decidedOn: day }).optional(),
});

const GRADUATION = {
  name: 'graduation',
  key: ['id'],
  columns: {
    id: 'uuid',
    enrolment: 'uuid',
    family: 'uuid',
    program: 'text',
    status: 'text',
    ground: 'text',
    proposed_by: 'text',
    refusal_reason: 'text',
    relapse_reason: 'text',
    proposed_on: 'date',
    refused_on: 'date',
    appealed_on: 'date',
    appeal_decided_on: 'date',
    appeal_outcome: 'text',
    graduated_on: 'date',
    relapsed_on: 'date',
  },
} as const satisfies StarTable<string>;

const GRIEVANCE = {
  name: 'grievance',
  key: ['id'],
  columns: {
    id: 'uuid',
    family: 'uuid',
    kind: 'text',
    program: 'text',
    status: 'text',
    submitted_on: 'date',
    decided_on: 'date',
  },
} as const satisfies StarTable<string>;

/** Proposals that families leave programs, with refusals, appeals and relapses; and grievances. */
export const graduationStar: ReadModel = {
  name: 'insights.graduation',
  owner: 'programs',
  topics: ['graduation', 'grievance'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    await writeRows(
      client,
      GRADUATION,
      toldOf(latestOf(events, ['graduation'], graduation)).map(({ statistics, ...each }) => ({
        id: starId(keys, 'graduation', each.id),
        enrolment: starId(keys, 'enrolment', each.enrolmentId),
        family: starId(keys, 'family', each.familyId),
        program: each.programCode,
        ...outcomeOf(each, statistics),
      })),
    );
    await writeRows(
      client,
      GRIEVANCE,
      toldOf(latestOf(events, ['grievance'], grievance)).map(({ statistics, ...each }) => ({
        id: starId(keys, 'grievance', each.id),
        family: starId(keys, 'family', each.familyId),
        kind: each.kind,
        program: each.programCode ?? 'NONE',
        status: each.status,
        submitted_on: statistics.submittedOn,
        decided_on: statistics.decidedOn,
      })),
    );
  },
};

function outcomeOf({ status, ground, graduatedOn, relapsedOn }: Graduation, found: Milestones) {
  const { upheldOn, rejectedOn, appealedOn } = found;
  const pending = appealedOn === null ? 'NONE' : 'PENDING';
  return {
    status,
    ground,
    proposed_by: found.proposedBy,
    refusal_reason: found.refusalReason ?? 'NONE',
    relapse_reason: found.relapseReason ?? 'NONE',
    proposed_on: found.proposedOn,
    refused_on: found.refusedOn,
    appealed_on: appealedOn,
    appeal_decided_on: upheldOn ?? rejectedOn,
    appeal_outcome: upheldOn !== null ? 'UPHELD' : rejectedOn !== null ? 'REJECTED' : pending,
    graduated_on: graduatedOn,
    relapsed_on: relapsedOn,
  };
}

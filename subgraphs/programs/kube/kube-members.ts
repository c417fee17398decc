import { isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readNote, TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import { askingIn } from '../business/ask';
import { getParticipants } from '../business/participant';
import type { Participant } from '../business/participant';
import { isWithin, readTerms, spanWords } from '../business/requirement';
import type { KubeOffice, KubeStatus } from './kube';
import type { KubeMemberInput, KubeOfficersInput, ProposeKubeInput } from './kube-inputs.graph';

type Group = LockedRecord<KubeStatus>;

/**
 * A new group of persons the viewer may propose, in the village of the chair's family. The rules are held against it when it is
 * verified: a proposal may still be wrong.
 * @throws CodedError NOT_FOUND, BAD_USER_INPUT
 */
export async function proposing(
  manager: WriteManager,
  status: KubeStatus,
  { input, context }: Asked<ProposeKubeInput>,
): Promise<{ id: string; evidence: Evidence }> {
  const persons = [...new Set([...input.members, input.chair, input.secretary, input.treasurer])];
  const { MEMBERS: size } = await readTerms(askingIn(manager), 'KUBE');
  if (size && !isWithin(persons.length, { minimum: 1, maximum: size.maximum })) {
    throw new CodedError('BAD_USER_INPUT', { reason: `a group has ${spanWords(size)} members` });
  }
  const heads = await getHeads(manager, context, persons);
  const chair = heads.find(({ id }) => id === input.chair);
  if (!chair) throw new CodedError('NOT_FOUND', { what: 'person' });
  const [group] = await askingIn(manager)<{ id: string }>(
    `INSERT INTO kube_group (name, line_of_business, region_code, family_id, status, proposed_on)
     VALUES ($1, $2, $3, $4::uuid, $5, ${TODAY}) RETURNING id`,
    [readNote(input.name, 3), input.lineOfBusiness, chair.regionCode, chair.familyId, status],
  );
  if (!group) throw new Error('a group was not written');
  await addMembers(manager, group.id, chair.regionCode, heads);
  await setOfficers(manager, group.id, input);
  return { id: group.id, evidence: { members: heads.length } };
}

/** @throws CodedError NOT_FOUND, BAD_USER_INPUT for a family that is in the group already */
export async function adding(
  manager: WriteManager,
  { id }: Group,
  { input, context }: Asked<KubeMemberInput>,
): Promise<Evidence> {
  const heads = await getHeads(manager, context, [input.person]);
  const [group] = await askingIn(manager)<{ regionCode: string; members: number }>(
    `SELECT region_code AS "regionCode",
       (SELECT count(*)::int FROM kube_member m WHERE m.group_id = g.id AND m.state <> 'REMOVED') AS members
     FROM kube_group g WHERE id = $1::uuid`,
    [id],
  );
  const { MEMBERS: size } = await readTerms(askingIn(manager), 'KUBE');
  if (!group || (size && !isWithin(group.members + 1, { ...size, minimum: null }))) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'the group is full' });
  }
  await addMembers(manager, id, group.regionCode, heads);
  return { person: input.person };
}

/** @throws CodedError NOT_FOUND for somebody who is no member */
export async function removing(
  manager: WriteManager,
  { id }: Group,
  { input }: Asked<KubeMemberInput>,
): Promise<Evidence> {
  const person = await getMember(manager, id, input.person);
  await manager.query(
    `UPDATE kube_member SET state = 'REMOVED', left_on = ${TODAY}
     WHERE group_id = $1::uuid AND person_id = $2::uuid AND state <> 'REMOVED'`,
    [id, person],
  );
  return { person };
}

/** @throws CodedError NOT_FOUND for somebody who is no member, BAD_USER_INPUT for one person in two offices */
export async function choosing(
  manager: WriteManager,
  { id }: Group,
  { input }: Asked<KubeOfficersInput>,
): Promise<Evidence> {
  for (const person of [input.chair, input.secretary, input.treasurer]) await getMember(manager, id, person);
  await setOfficers(manager, id, input);
  await manager.query(
    `UPDATE kube_group SET family_id = m.family_id FROM kube_member m
     WHERE kube_group.id = $1::uuid AND m.group_id = $1::uuid AND m.office = 'CHAIR' AND m.state <> 'REMOVED'`,
    [id],
  );
  return { chair: input.chair, secretary: input.secretary, treasurer: input.treasurer };
}

/** Persons the viewer may propose, each of another family. */
async function getHeads(
  manager: WriteManager,
  context: SubgraphContext,
  persons: readonly string[],
): Promise<Participant[]> {
  const heads = await getParticipants(manager, context, persons);
  if (new Set(heads.map(({ familyId }) => familyId)).size < heads.length) throw ONE_OF_A_FAMILY();
  return heads;
}

const ONE_OF_A_FAMILY = () => new CodedError('BAD_USER_INPUT', { reason: 'a group takes one person of a family' });

async function addMembers(
  manager: WriteManager,
  groupId: string,
  village: string,
  heads: readonly Participant[],
): Promise<void> {
  const written: unknown[] = await manager.query(
    `INSERT INTO kube_member (group_id, person_id, family_id, region_code, office, state)
     SELECT $1::uuid, person, family, $2, 'MEMBER', 'PROPOSED' FROM unnest($3::uuid[], $4::uuid[]) h (person, family)
     ON CONFLICT (group_id, family_id) WHERE state <> 'REMOVED' DO NOTHING RETURNING id`,
    [groupId, village, heads.map(({ id }) => id), heads.map(({ familyId }) => familyId)],
  );
  if (written.length < heads.length) throw ONE_OF_A_FAMILY();
}

async function getMember(manager: WriteManager, groupId: string, person: string): Promise<string> {
  if (!isUuid(person)) throw new CodedError('NOT_FOUND', { what: 'member' });
  const found: unknown[] = await manager.query(
    `SELECT 1 FROM kube_member WHERE group_id = $1::uuid AND person_id = $2::uuid AND state <> 'REMOVED'`,
    [groupId, person],
  );
  if (found.length === 0) throw new CodedError('NOT_FOUND', { what: 'member' });
  return person;
}

type Officers = Pick<KubeOfficersInput, 'chair' | 'secretary' | 'treasurer'>;

async function setOfficers(
  manager: WriteManager,
  groupId: string,
  { chair, secretary, treasurer }: Officers,
): Promise<void> {
  if (new Set([chair, secretary, treasurer]).size < 3) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'one person holds one office' });
  }
  const members = `group_id = $1::uuid AND state <> 'REMOVED'`;
  // First nobody holds an office: two that change places would meet in the index.
  await manager.query(`UPDATE kube_member SET office = 'MEMBER' WHERE ${members} AND office <> 'MEMBER'`, [groupId]);
  const offices: KubeOffice[] = ['CHAIR', 'SECRETARY', 'TREASURER'];
  await manager.query(
    `UPDATE kube_member SET office = o.office FROM unnest($2::uuid[], $3::text[]) o (person, office)
     WHERE ${members} AND person_id = o.person`,
    [groupId, [chair, secretary, treasurer], offices],
  );
}

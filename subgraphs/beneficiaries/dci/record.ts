/** A person as the graph answers it; a field that was not asked for or not given is absent or null. */
export interface GraphPerson {
  readonly id?: string | null;
  readonly fullName?: string | null;
  readonly birthDate?: string | null;
  readonly sex?: string | null;
  readonly maritalStatus?: string | null;
  readonly familyRole?: string | null;
  readonly address?: string | null;
  readonly phone?: string | null;
}

export interface GraphFamily {
  readonly id?: string | null;
  readonly address?: string | null;
  readonly desil?: number | null;
  readonly desilSnapshot?: string | null;
  readonly confirmedOn?: string | null;
  readonly region?: { readonly code?: string | null } | null;
  readonly members?: readonly GraphPerson[] | null;
}

export interface GraphEnrolment {
  readonly startedOn?: string | null;
  readonly dciStatus?: number | null;
  readonly program?: { readonly code?: string | null } | null;
  readonly family?: GraphFamily | null;
}

/** A record of the standard's social registry (Group, Member with SRPerson), release 1.0.0. */
export type RegistryRecord = Readonly<Record<string, unknown>>;

const CONTEXT = { spdci: 'https://schema.spdci.org/extensions/social/v1/' };
/** Code directory CD.COM.02. */
const MARITAL: Readonly<Record<string, string>> = { SINGLE: 'S', MARRIED: 'M', DIVORCED: 'D', WIDOWED: 'W' };

/** A Member. There is no field without a value: an empty one would tell that there is something to hide. */
export function memberRecord(person: GraphPerson): RegistryRecord {
  return withContext('Member', person.id, member(person));
}

/** A Group: one family card, with the members the sender may see. */
export function groupRecord(family: GraphFamily, enrolment?: GraphEnrolment): RegistryRecord {
  const { id, address, region, members } = family;
  const head = members?.find(({ familyRole }) => familyRole === 'HEAD');
  return withContext('Group', id, {
    group_identifier: id && [identifier('FAMILY_ID', id)],
    group_type: 'family',
    place: (address ?? region?.code) && compact({ '@type': 'Place', address, region_code: region?.code }),
    poverty_score: family.desil,
    poverty_score_type: family.desil && family.desilSnapshot && `desil ${family.desilSnapshot}`,
    group_head_info: head && { '@type': 'spdci:Member', ...compact(member(head)) },
    member_list: members?.map((each) => ({ '@type': 'spdci:Member', ...compact(member(each)) })),
    last_updated: family.confirmedOn,
    additional_attributes: enrolment && [
      compact({
        programme_identifier: enrolment.program?.code,
        enrolment_date: enrolment.startedOn,
        enrolment_status: enrolment.dciStatus && String(enrolment.dciStatus),
      }),
    ],
  });
}

function member(person: GraphPerson): Record<string, unknown> {
  const { id, fullName, sex, maritalStatus, familyRole, address, phone } = person;
  const own = id && [identifier('PERSON_ID', id)];
  return {
    member_identifier: own,
    demographic_info: compact({
      '@type': 'SRPerson',
      identifier: own,
      // Names are one text here, as in the civil registry.
      name: fullName && { '@type': 'Name', given_name: fullName },
      sex: sex?.toLowerCase(),
      birth_date: person.birthDate,
      address: address && [{ '@type': 'Address', address_line1: address, country_code: 'ID' }],
      phone_number: phone && [phone],
    }),
    marital_status: maritalStatus && MARITAL[maritalStatus],
    relationship_head: familyRole && (familyRole === 'HEAD' ? 'self' : familyRole.toLowerCase()),
  };
}

function identifier(type: string, value: string): RegistryRecord {
  return { '@type': 'Identifier', identifier_type: type, identifier_value: value };
}

function withContext(type: 'Group' | 'Member', id: string | null | undefined, fields: RegistryRecord): RegistryRecord {
  return compact({ '@context': CONTEXT, '@id': id && `urn:uuid:${id}`, '@type': `spdci:${type}`, ...fields });
}

function compact(fields: RegistryRecord): RegistryRecord {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}

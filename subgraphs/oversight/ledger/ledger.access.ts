import { NOWHERE, everywhere, only } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/**
 * The entries a viewer may see, over alias `l`: the data protection officer all, case workers and partners those of their own
 * reading. A citizen sees entries in another form (AccessRecord); an administrator sees none, only how the gathering goes.
 */
export function entryScope({ role, subject }: Viewer): RowScope {
  switch (role) {
    case 'DPO':
      return everywhere();
    case 'SENTRA_OFFICER':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
      return only((bind) => `l.account = ${bind(subject)}`, 'OWN');
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DINSOS':
    case 'PROGRAM_MANAGER':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
    case 'ANALYST':
    case 'ADMIN':
      return NOWHERE;
  }
}

const NO_ROW: Predicate = () => 'FALSE';

/** What holds of a citizen's own history. The rows are those of `historyScope`: finding them takes the hash of the person. */
export function historyFacts({ role }: Viewer): RowScope {
  return role === 'CITIZEN' ? only(NO_ROW, 'OWN') : NOWHERE;
}

/** The entries in which something of the viewer's own record was given, over alias `l`; none for one without a record. */
export function historyScope({ role, personId }: Viewer, hash: (personId: string) => string): RowScope {
  if (role !== 'CITIZEN') return NOWHERE;
  return only(personId === undefined ? NO_ROW : ofSubject(hash(personId)), 'OWN');
}

/** Entries that gave something of a subject, over alias `l`. */
export function ofSubject(subject: string): Predicate {
  return (bind) => `l.subjects @> ARRAY[${bind(subject)}::text]`;
}

/** Entries that gave one field of a subject, over alias `l`: both must stand in the same decision. */
export function ofField(subject: string, coordinate: string): Predicate {
  return (bind) => {
    const [hash, field] = [bind(subject), bind(coordinate)];
    return `l.subjects @> ARRAY[${hash}::text] AND l.coordinates @> ARRAY[${field}::text] AND EXISTS (
      SELECT 1 FROM jsonb_array_elements(l.decisions) d
      WHERE d ->> 'grade' = 'FULL' AND d -> 'subjects' ? ${hash}::text AND d -> 'coordinates' ? ${field}::text)`;
  };
}

/** How the gathering goes and what it found: for the data protection officer and the administrator. */
export function systemScope({ role }: Viewer): RowScope {
  return role === 'DPO' || role === 'ADMIN' ? everywhere() : NOWHERE;
}

/** What only the data protection officer works on. */
export function dpoScope({ role }: Viewer): RowScope {
  return role === 'DPO' ? everywhere() : NOWHERE;
}

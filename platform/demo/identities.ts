import type { Role, Viewer } from '../../shared/viewer';
import { personId } from './nation/keys';

/** Someone to sign in as in a demo; never present in production mode. */
export interface DemoIdentity {
  /** What is typed: `npm run token -- pendamping`. Also the subject of the token. */
  readonly name: string;
  /** Who that is, in English, for the sign-in page. */
  readonly description: string;
  readonly viewer: Viewer;
}

/** Source keys of the demo nation become public ids by the keys of this installation; the composition root knows how. */
export interface PublicIds {
  /** Public id of an `idIndividu`, such as `I-0000001`. */
  personIdOf(sourceKey: string): string;
  /** Public id of an `idPemberiKerja`, such as `E-001`. */
  employerIdOf(sourceKey: string): string;
}

interface Draft extends Partial<Omit<Viewer, 'subject' | 'role' | 'personId' | 'employerId'>> {
  readonly role: Exclude<Role, 'PUBLIC'>;
  readonly description: string;
  /** Source keys of the own person and of the employer. */
  readonly person?: string;
  readonly employer?: string;
}

/** The first person of the demo nation; the places below are those the generator puts its demo district into. */
const CITIZEN = personId(1);

const DRAFTS = {
  citizen: {
    role: 'CITIZEN',
    description: 'A citizen who reads their own record',
    person: CITIZEN,
    purpose: 'LAYANAN',
  },
  frontend: {
    role: 'FRONTEND',
    description: 'The public app, acting for that citizen',
    person: CITIZEN,
    purpose: 'LAYANAN',
  },
  'frontend-developer': {
    role: 'FRONTEND_DEVELOPER',
    description: 'A developer who builds against synthetic data',
    regionCodes: ['ID'],
  },
  pendamping: {
    role: 'PENDAMPING',
    description: 'A social companion of district 32.04.05',
    regionCodes: ['320405'],
    purpose: 'LAYANAN',
  },
  dinsos: {
    role: 'DINSOS',
    description: 'The social affairs office of regency 32.04',
    regionCodes: ['3204'],
    purpose: 'VERIFIKASI',
  },
  'sentra-officer': {
    role: 'SENTRA_OFFICER',
    description: 'A case worker of the rehabilitation centre for province 32',
    regionCodes: ['32'],
    sentraId: 'S-001',
    purpose: 'LAYANAN',
  },
  'program-manager': {
    role: 'PROGRAM_MANAGER',
    description: 'Manages PKH and Sembako at the ministry',
    regionCodes: ['ID'],
    programCodes: ['PKH', 'SEMBAKO'],
    purpose: 'PENYALURAN',
  },
  supervisor: {
    role: 'SUPERVISOR',
    description: 'Supervises the companions of province 32',
    regionCodes: ['32'],
    purpose: 'EVALUASI',
  },
  'data-steward': {
    role: 'DATA_STEWARD',
    description: 'Keeps the registry clean, for the whole country',
    regionCodes: ['ID'],
    purpose: 'VERIFIKASI',
  },
  recruiter: {
    role: 'PARTNER_RECRUITER',
    description: 'Recruits for employer E-001',
    employer: 'E-001',
    purpose: 'PENEMPATAN',
  },
  'partner-admin': {
    role: 'PARTNER_ADMIN',
    description: 'Administers the account of employer E-001',
    employer: 'E-001',
    purpose: 'PENEMPATAN',
  },
  'recruiter-2': {
    role: 'PARTNER_RECRUITER',
    description: 'Recruits for another employer, E-002',
    employer: 'E-002',
    purpose: 'PENEMPATAN',
  },
  analyst: {
    role: 'ANALYST',
    description: 'Studies the programs by protected statistics',
    regionCodes: ['ID'],
    purpose: 'EVALUASI',
  },
  dpo: {
    role: 'DPO',
    description: 'The data protection officer, who reads the ledger of readings',
    regionCodes: ['ID'],
    purpose: 'AUDIT',
  },
  admin: { role: 'ADMIN', description: 'Runs the platform and reads no personal data', purpose: 'AUDIT' },
} as const satisfies Record<string, Draft>;

/** Whom `npm run token` and the sign-in page offer. */
export const IDENTITY_NAMES: readonly string[] = Object.keys(DRAFTS);

/** The demo identities with the claims their tokens carry. */
export function demoIdentities(ids: PublicIds): DemoIdentity[] {
  return Object.entries<Draft>(DRAFTS).map(([name, draft]) => {
    const { description, person, employer, ...claims } = draft;
    const viewer: Viewer = {
      subject: name,
      regionCodes: [],
      programCodes: [],
      ...claims,
      ...(person && { personId: ids.personIdOf(person) }),
      ...(employer && { employerId: ids.employerIdOf(employer) }),
    };
    return { name, description, viewer };
  });
}

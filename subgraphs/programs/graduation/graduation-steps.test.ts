import { TODAY } from '../../../shared/machine';
import { randomUUID } from 'node:crypto';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { GRADUATION_MACHINE, mayWithdraw, possibleEvents } from './graduation';

/** A day counted from today in Jakarta. */
const day = (days: number) => new Date(Date.now() + (7 + days * 24) * 3_600_000).toISOString().slice(0, 10);
const heads = new Map<string, string>();
/** What the enrolment is in, where the graduation is in these. */
const ENROLMENT: Readonly<Record<string, string>> = {
  TRANSITION: 'TRANSITION',
  GRADUATED: 'GRADUATED_VOLUNTARILY',
  RELAPSED: 'GRADUATED_VOLUNTARILY',
};

describeMachine({
  machine: GRADUATION_MACHINE,
  schema: 'programs',
  table: 'graduation',
  calls: {
    VERIFY: {
      mutation: 'verifyGraduation',
      inputType: 'GraduationVisitInput',
      input: () => ({ visitedOn: day(-1), incomePerHead: 900_000 }),
    },
    WITHDRAW: { mutation: 'withdrawGraduation' },
    AGREE: { mutation: 'agreeToGraduation' },
    REFUSE: { mutation: 'refuseGraduation' },
    APPROVE: {
      mutation: 'approveGraduation',
      inputType: 'GraduationSupportInput',
      input: () => ({ supportKinds: ['KUR'], supportUntil: day(120) }),
    },
    GRADUATE: { mutation: 'completeGraduation' },
    APPEAL: { mutation: 'appealGraduation' },
    HEAR: { mutation: 'recordAppealHearing', inputType: 'AppealHearingInput', input: () => ({ heardOn: day(0) }) },
    UPHOLD: { mutation: 'upholdAppeal' },
    REJECT: { mutation: 'rejectAppeal' },
    RELAPSE: {
      mutation: 'reportRelapse',
      inputType: 'RelapseInput',
      input: () => ({ groundCheckOn: day(0) }),
    },
  },
  insert: async (admin, status, role) => {
    const [id, family, person, enrolment] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const proposer = role === 'CITIZEN' ? 'CITIZEN' : 'PENDAMPING';
    await admin.query(`
      INSERT INTO family_ref VALUES ('${family}', '${family}', '3204050001', 2, '{PKH}');
      INSERT INTO person_ref VALUES ('${person}', '${person}', '${family}', '3204050001', 'PADAN');
      INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
        VALUES ('${enrolment}', '${enrolment}', '${family}', '3204050001', '${person}', 'PKH',
          '${ENROLMENT[status] ?? 'ACTIVE'}', '2024-01-01', 'ACTIVE');
      INSERT INTO graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by, proposed_on,
          support_kinds, support_until, appeal_until, appealed_on, graduated_on)
        VALUES ('${id}', '${enrolment}', '${family}', '3204050001', 'PKH', '${status}', 'OWN_WISH', '${proposer}', ${TODAY} - 30,
          '{KUR}', ${TODAY}, ${TODAY}, ${TODAY}, ${TODAY})`);
    heads.set(id, person);
    return id;
  },
  viewer: (role, record) =>
    viewerOf(role, { regionCodes: ['ID'], programCodes: ['PKH'], personId: heads.get(record) ?? randomUUID() }),
});

describe('what is possible', () => {
  const graduation = { status: 'REFUSED', proposedBy: 'CITIZEN', appealUntil: '2026-03-31' } as const;

  it('lets the family appeal up to the last day', () => {
    expect(possibleEvents(graduation, 'CITIZEN', '2026-03-31')).toEqual(['APPEAL']);
    expect(possibleEvents(graduation, 'CITIZEN', '2026-04-01')).toEqual([]);
    expect(possibleEvents(graduation, 'DINSOS', '2026-03-31')).toEqual([]);
  });

  it('lets the role it came from take a proposal back, and the pendamping a rule’s', () => {
    const verified = { ...graduation, status: 'VERIFIED' } as const;
    expect(possibleEvents(verified, 'CITIZEN', '2026-03-31')).toEqual(['WITHDRAW', 'AGREE', 'REFUSE']);
    expect(possibleEvents(verified, 'PENDAMPING', '2026-03-31')).toEqual([]);
    expect(mayWithdraw('PENDAMPING', 'SYSTEM')).toBe(true);
    expect(mayWithdraw('CITIZEN', 'SYSTEM')).toBe(false);
  });
});

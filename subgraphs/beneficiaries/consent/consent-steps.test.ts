import { randomUUID } from 'node:crypto';
import { describeMachine } from '../../../test/support/machine-tests';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { viewerOf } from '../../../test/support/platform';
import { CONSENT_MACHINE } from './consent';

let ids: TestIds;

describeMachine({
  machine: CONSENT_MACHINE,
  schema: 'beneficiaries',
  table: 'consent',
  calls: { WITHDRAW: { mutation: 'withdrawConsent' } },
  prepare: async (admin, platform) => {
    ids = await addFamilies(platform, [{ key: 'K-1', members: [{ key: 'I-1' }] }]);
    await admin.query(
      `INSERT INTO case_ref (case_id, person_id, sentra_id, open) VALUES (gen_random_uuid(), $1, 'S-001', true)`,
      [ids.person('I-1')],
    );
  },
  insert: async (admin, status) => {
    const id = randomUUID();
    await admin.query(
      `INSERT INTO consent (id, person_id, kind, employer_id, vacancy_id, status, given_by, form, text_version, given_on, expires_on)
       VALUES ($1, $2, 'REFERRAL', gen_random_uuid(), gen_random_uuid(), $3, 'SELF', 'JBI', 'C3-2026', current_date - 1, current_date + 90)`,
      [id, ids.person('I-1'), status],
    );
    return id;
  },
  viewer: (role) =>
    viewerOf(role, { regionCodes: ['3204'], programCodes: ['PKH'], personId: ids.person('I-1'), sentraId: 'S-001' }),
});

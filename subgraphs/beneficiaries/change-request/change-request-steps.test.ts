import { randomUUID } from 'node:crypto';
import { createFieldCipher } from '../../../shared/database';
import { describeMachine } from '../../../test/support/machine-tests';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { viewerOf } from '../../../test/support/platform';
import { CHANGE_REQUEST_MACHINE } from './change-request';

let ids: TestIds;
let sealed: string;
let number = 0;

describeMachine({
  machine: CHANGE_REQUEST_MACHINE,
  schema: 'beneficiaries',
  table: 'change_request',
  calls: {
    VERIFY: { mutation: 'verifyChange' },
    APPLY: { mutation: 'applyChange' },
    REJECT: { mutation: 'rejectChange' },
    WITHDRAW: { mutation: 'withdrawChange' },
  },
  prepare: async (_, platform) => {
    ids = await addFamilies(platform, [{ key: 'K-1', members: [{ key: 'I-1' }] }]);
    const changes = { phone: { before: '+62 000 1111 2222', after: '+62 000 3333 4444' } };
    sealed = createFieldCipher(platform.database.config.keys).seal(JSON.stringify({ person: changes }));
  },
  insert: async (admin, status) => {
    const id = randomUUID();
    // Each record would change the phone number it was proposed over.
    await admin.query(`UPDATE person SET phone = '+62 000 1111 2222', version = $2 WHERE id = $1`, [
      ids.person('I-1'),
      ++number,
    ]);
    await admin.query(
      `INSERT INTO change_request (id, person_id, fields, changes_sealed, status, proposed_by, proposed_by_role)
       VALUES ($1, $2, '{phone}', $3, $4, $5, 'PENDAMPING')`,
      [id, ids.person('I-1'), sealed, status, viewerOf('PENDAMPING').subject],
    );
    return id;
  },
  viewer: (role) => viewerOf(role, { regionCodes: ['3204'], programCodes: ['PKH'], personId: ids.person('I-1') }),
});

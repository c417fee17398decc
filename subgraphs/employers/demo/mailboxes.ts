import type { DemoPart } from '../../../shared/machine';
import { MINISTRY, setOfficeMailbox } from '../board/office-mailbox';

/** Centres of the demo nation. */
const CENTRES = Array.from({ length: 31 }, (_, index) => `S-${String(index + 1).padStart(3, '0')}`);

/** Where mail for the centres and the ministry would go. */
export const MAILBOXES_DEMO: DemoPart = {
  name: 'demo-mailboxes',
  plant: async (connection, { cipher }) => {
    await setOfficeMailbox(connection, cipher, MINISTRY, 'mitra@kementerian.example');
    for (const centre of CENTRES) {
      await setOfficeMailbox(connection, cipher, centre, `penempatan@${centre.toLowerCase()}.example`);
    }
  },
};

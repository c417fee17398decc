import { addProkusCase } from '../../../test/support/business/case-desk';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { PROKUS_MACHINE } from './prokus';

const organisation = () => ({ organisation: 'Lembaga Contoh' });

describeMachine({
  machine: PROKUS_MACHINE,
  schema: 'programs',
  table: 'prokus_case',
  calls: {
    RECOMMEND: {
      mutation: 'recommendProkus',
      inputType: 'ProkusRecommendInput',
      input: () => ({ recommendation: 'R-2' }),
    },
    APPROVE: { mutation: 'approveProkus', inputType: 'ProkusApproveInput', input: () => ({ decree: 'SK-1' }) },
    GRANT: { mutation: 'grantProkus', inputType: 'ProkusGrantInput', input: () => ({ amount: 3_500_000 }) },
    ASSIGN_MENTOR: { mutation: 'assignProkusMentor', inputType: 'ProkusOrganisationInput', input: organisation },
    INCUBATE: { mutation: 'incubateProkus', inputType: 'ProkusOrganisationInput', input: organisation },
    OPEN_MARKET: { mutation: 'openProkusMarket', inputType: 'ProkusOrganisationInput', input: organisation },
    RECORD_MONTH: {
      mutation: 'recordProkusMonth',
      inputType: 'ProkusMonthInput',
      input: () => ({ month: '2026-06', turnover: 5_000_000, employees: 2 }),
    },
    REGISTER: { mutation: 'registerProkusNib', inputType: 'ProkusNibInput', input: () => ({ nib: '9120000000001' }) },
    RECORD_CREDIT: {
      mutation: 'recordProkusCredit',
      inputType: 'ProkusCreditInput',
      input: () => ({ amount: 10_000_000 }),
    },
    COMPLETE: { mutation: 'completeProkus' },
    DROP_OUT: { mutation: 'dropOutOfProkus' },
  },
  insert: (admin, status) => addProkusCase(admin, status),
  viewer: (role) => viewerOf(role, { regionCodes: ['3204'], programCodes: ['PROKUS'] }),
});

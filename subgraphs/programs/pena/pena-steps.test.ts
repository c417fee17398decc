import { addPenaCase } from '../../../test/support/business/case-desk';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { PENA_MACHINE } from './pena';

describeMachine({
  machine: PENA_MACHINE,
  schema: 'programs',
  table: 'pena_case',
  calls: {
    RECOMMEND: {
      mutation: 'recommendPena',
      inputType: 'PenaRecommendInput',
      input: () => ({ recommendation: 'R-1/2026' }),
    },
    REJECT: { mutation: 'rejectPena' },
    APPROVE: { mutation: 'approvePena', inputType: 'PenaApproveInput', input: () => ({ decree: 'SK-1/2026' }) },
    GRANT: {
      mutation: 'grantPena',
      inputType: 'PenaGrantInput',
      input: () => ({ tools: 4_000_000, material: 400_000 }),
    },
    START: { mutation: 'startPena' },
    RECORD_INCOME: {
      mutation: 'recordPenaIncome',
      inputType: 'PenaIncomeInput',
      input: () => ({ month: '2026-06', income: 3_300_000 }),
    },
    CORRECT_INCOME: {
      mutation: 'correctPenaIncome',
      inputType: 'PenaIncomeInput',
      input: () => ({ month: '2026-05', income: 3_300_000 }),
    },
    FIND_READY: { mutation: 'findPenaReady' },
    FALL_BACK: { mutation: 'returnPenaToRunning' },
    GRADUATE: { mutation: 'graduatePena' },
    WITHDRAW: { mutation: 'withdrawPena' },
  },
  insert: (admin, status) => addPenaCase(admin, status),
  viewer: (role) => viewerOf(role, { regionCodes: ['3204'], programCodes: ['PENA'] }),
});

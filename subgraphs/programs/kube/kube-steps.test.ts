import { describeMachine } from '../../../test/support/machine-tests';
import { KUBE_MACHINE } from './kube';
import { KubeDesk } from '../../../test/support/business/kube-desk';

const desk = new KubeDesk();
const officers = (group: string) => ({
  chair: desk.memberOf(group, 3),
  secretary: desk.memberOf(group, 0),
  treasurer: desk.memberOf(group, 1),
});

describeMachine({
  machine: KUBE_MACHINE,
  schema: 'programs',
  table: 'kube_group',
  calls: {
    ADD_MEMBER: { mutation: 'addKubeMember', inputType: 'KubeMemberInput', input: () => ({ person: desk.spare }) },
    REMOVE_MEMBER: {
      mutation: 'removeKubeMember',
      inputType: 'KubeMemberInput',
      input: (group) => ({ person: desk.memberOf(group, 4) }),
    },
    NAME_OFFICERS: { mutation: 'nameKubeOfficers', inputType: 'KubeOfficersInput', input: officers },
    VERIFY: { mutation: 'verifyKube', inputType: 'KubeVerifyInput', input: () => ({ recommendation: 'R-12/2026' }) },
    SEND_BACK: { mutation: 'sendBackKube' },
    DESIGNATE: { mutation: 'designateKube', inputType: 'KubeDecreeInput', input: () => ({ decree: 'SK-7/2026' }) },
    DISBURSE: { mutation: 'disburseKube', inputType: 'KubeGrantInput', input: () => ({ accountNumber: '0011223344' }) },
    REPORT_USE: { mutation: 'reportKubeUse', inputType: 'KubeReportInput', input: () => ({ spent: 9_000_000 }) },
    RECORD_SAVINGS: {
      mutation: 'recordKubeSavings',
      inputType: 'KubeSavingsInput',
      input: () => ({ month: '2026-07', amount: 50_000, payers: 5 }),
    },
    RECORD_TURNOVER: {
      mutation: 'recordKubeTurnover',
      inputType: 'KubeTurnoverInput',
      input: () => ({ month: '2026-07', turnover: 2_000_000 }),
    },
    GROW: { mutation: 'growKube' },
    DEVELOP: { mutation: 'developKube' },
    BECOME_INDEPENDENT: { mutation: 'releaseKube' },
    STALL: { mutation: 'stallKube' },
    REVIVE: { mutation: 'reviveKube' },
    DISSOLVE: { mutation: 'dissolveKube' },
  },
  prepare: (admin) => desk.prepare(admin),
  insert: (admin, status) => desk.insert(admin, status),
  viewer: (role) => desk.viewer(role),
});

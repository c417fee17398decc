import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { recordFields } from '../business/record.graph';
import { FACTS } from '../fact';
import { KUBE_MACHINE } from './kube';
import type { KubeEvent, KubeStatus } from './kube';
import {
  KUBE_WORDS,
  KubeDecreeInput,
  KubeGrantInput,
  KubeMemberInput,
  KubeOfficersInput,
  KubeReportInput,
  KubeSavingsInput,
  KubeTurnoverInput,
  KubeVerifyInput,
  ProposeKubeInput,
} from './kube-inputs.graph';
import { adding, choosing, proposing, removing } from './kube-members';
import { developing, ending, growing, naming, paying, reporting, saving, selling, verifying } from './kube-step';
import { KubeGroup } from './kube.graph';
import { GROUPS, findKubeGroup } from './kube.loader';

export const KUBE_RECORDS: Records<KubeStatus, KubeEvent> = {
  machine: KUBE_MACHINE,
  table: 'kube_group',
  from: GROUPS,
  alias: 'g',
  fact: FACTS.kube,
};

/** What a pendamping, an office and a program manager do with a group. */
export const KubeStepsResolver = stepsOf<KubeStatus, KubeEvent>({
  records: KUBE_RECORDS,
  type: 'KubeGroup',
  graphType: () => KubeGroup,
  find: findKubeGroup,
  mutations: {
    PROPOSE: begins('proposeKube', ProposeKubeInput, proposing),
    ADD_MEMBER: moves('addKubeMember', KubeMemberInput, adding),
    REMOVE_MEMBER: moves('removeKubeMember', KubeMemberInput, removing),
    NAME_OFFICERS: moves('nameKubeOfficers', KubeOfficersInput, choosing),
    VERIFY: moves('verifyKube', KubeVerifyInput, verifying),
    SEND_BACK: moves('sendBackKube', ReasonedStepInput),
    DESIGNATE: moves('designateKube', KubeDecreeInput, naming),
    DISBURSE: moves('disburseKube', KubeGrantInput, paying),
    REPORT_USE: moves('reportKubeUse', KubeReportInput, reporting),
    RECORD_SAVINGS: moves('recordKubeSavings', KubeSavingsInput, saving),
    RECORD_TURNOVER: moves('recordKubeTurnover', KubeTurnoverInput, selling),
    GROW: moves('growKube', StepInput, growing),
    DEVELOP: moves('developKube', StepInput, developing),
    BECOME_INDEPENDENT: moves('releaseKube', StepInput, ending),
    STALL: moves('stallKube', ReasonedStepInput),
    REVIVE: moves('reviveKube', StepInput, growing),
    DISSOLVE: moves('dissolveKube', ReasonedStepInput, ending),
  },
});

export const KubeRecordResolver = recordFields(() => KubeGroup, KUBE_MACHINE, KUBE_WORDS);

import type { Example } from '../http/graphiql';

/** The questions of the README, the start banner and GraphiQL, each as its identity would ask it. */
export const EXAMPLES: readonly (Example & { readonly identity: string })[] = [
  {
    title: 'A frontend developer builds a family card: one query, three subgraphs, identities masked',
    identity: 'frontend-developer',
    query: `query FamilyCard {
  families(first: 1, filter: { desil: { lte: 2 }, kpmFlags: { has: ["PKH"] } }, orderBy: [{ field: DESIL }]) {
    totalCount { value exact }
    nodes {
      desilBand
      regency { name parent { name } }
      members { fullName familyRole birthDate }
      enrolments { program { code } status payments(first: 1) { nodes { period amount status } } }
    }
  }
}`,
  },
  {
    title: 'A recruiter of a partner looks at their own organisation and at the market beside it',
    identity: 'recruiter',
    query: `query OurVacancies {
  myOrganisation {
    name
    type
    quotaReports { period required disabledHeadcount gap }
    vacancies(first: 2) { nodes { title status seats region { name vacancies(first: 1) { nodes { title } } } } }
  }
}`,
  },
  {
    title: 'The recruiter meets one candidate and employs another: what is shown goes by consent and stage',
    identity: 'recruiter',
    query: `query WhomWeMeet {
  referrals(first: 2, filter: { status: { in: [ACCEPTED, RETAINED_6] } }) {
    nodes {
      status
      allowedEvents
      vacancy { title }
      candidate { ageBand firstName fullName phone nik payrollAccount }
    }
  }
}`,
  },
  {
    title: 'An analyst asks how good the registry is, and what the programs pay',
    identity: 'analyst',
    query: `query RegistryQuality {
  region(code: "32") {
    name
    integrity { snapshot persons matchedPercent duplicatePercent deceasedPercent score }
    openSeats
  }
  program(code: "PKH") {
    name
    rates(on: "2026-09-30") { component amount per legalRef rateConfidence }
  }
}`,
  },
  {
    title: 'A Sentra officer looks for who is ready for work',
    identity: 'sentra-officer',
    query: `query ReadyForWork {
  centre(code: "S-001") { name capacity residents ska { lines } }
  serviceCases(first: 2, filter: { status: { eq: READY_FOR_WORK } }) {
    totalCount { value }
    nodes { person { fullName } accommodations jobFit attendancePercent certificates { unitCode level } allowedEvents }
  }
}`,
  },
  {
    title: 'An analyst asks who finds work, and is refused a table of single persons',
    identity: 'analyst',
    query: `query WhoFindsWork {
  byDisability: casesStats(by: [DISABILITY], measures: [PLACED, PLACEMENT_RATE], totals: GRAND, first: 10) {
    rows { key { disability } placed { value status } placementRate { value } }
    snapshot { asOf }
    protection { policy threshold }
  }
  byPlace: casesStats(by: [PROVINCE, DISABILITY], measures: [PLACED], first: 10) { totalRows }
}`,
  },
];

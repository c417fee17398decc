export { NATION, PURPOSES, REGION_LEVELS, ROLES, findRegionLevel, isWithin } from './vocabulary';
export type { Purpose, RegionCode, RegionLevel, Role } from './vocabulary';
export { PUBLIC_VIEWER, viewerSchema } from './viewer';
export type { Viewer } from './viewer';
export { ENVELOPE_HEADER, createEnvelopeReader, signEnvelope } from './envelope';
export type { CallOrigin, EnvelopeSubject, OpenedEnvelope } from './envelope';
export { systemActor } from './system';
export type { SystemActor } from './system';

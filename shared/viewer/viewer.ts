import { z } from 'zod';
import { PURPOSES, ROLES, findRegionLevel, NATION } from './vocabulary';

const regionCode = z
  .string()
  .refine((code) => code === NATION || findRegionLevel(code) !== undefined, 'no region code');

/** Shape of a viewer, as token claims and the signed envelope carry it. */
export const viewerSchema = z.strictObject({
  /** Stable id of the account at the issuer; goes to the ledger, never to another party. */
  subject: z.string().min(1).max(200),
  role: z.enum(ROLES),
  /** Jurisdiction of an officer; empty means none, never everything. */
  regionCodes: z.array(regionCode).max(100).default([]),
  /** Own record of a citizen, or the person a frontend acts for. */
  personId: z.uuid().optional(),
  sentraId: z.string().max(40).optional(),
  employerId: z.uuid().optional(),
  programCodes: z.array(z.string().max(40)).max(50).default([]),
  purpose: z.enum(PURPOSES).optional(),
});

/** Who asks: verified once at the gateway, then carried, signed, to every subgraph. */
export type Viewer = Readonly<z.infer<typeof viewerSchema>>;

/** Whoever comes without a token. */
export const PUBLIC_VIEWER: Viewer = { subject: 'public', role: 'PUBLIC', regionCodes: [], programCodes: [] };

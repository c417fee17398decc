import { createHmac } from 'node:crypto';

/** What statistics know a protected unit by: nothing that another schema knows it by. */
export interface RecordKey {
  /** The unit's pseudonym, in the form of a UUID. */
  readonly unit: string;
  /** 0..255, uniform: what counts of cells are perturbed by. */
  readonly rkey: number;
  /** Another one for magnitudes, so that noise of a sum tells nothing of the noise of its count. */
  readonly mkey: number;
}

/** Makes record keys; the same unit has the same one for ever. */
export interface RecordKeys {
  /** @param unitId kind and id of the unit, as in `person:0190...` */
  of(unitId: string): RecordKey;
}

/** Values of a record key: M of the cell key method. */
export const RECORD_KEY_RANGE = 256;

/**
 * Record keys of the cell key method: HMAC-SHA256 of the unit's id, so that they need no table, are fixed for each unit and
 * unknown to whoever lacks the secret (Fraser & Wooton 2005; ONS cell-key-perturbation: one record key a unit, uniform).
 * @param secret must stay the same for as long as tables of different snapshots are compared
 */
export function createRecordKeys(secret: Buffer): RecordKeys {
  return {
    of(unitId) {
      const digest = createHmac('sha256', secret).update(unitId).digest();
      const hex = digest.toString('hex', 4, 20);
      return {
        unit: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
        rkey: digest.readUInt32BE(0) % RECORD_KEY_RANGE,
        mkey: digest.readUInt32BE(20) % RECORD_KEY_RANGE,
      };
    },
  };
}

import type { ErrorReason } from '../../subgraphs/beneficiaries/dci/code';

/** A message that is not answered at all, with its HTTP status. The text never holds a value that was sent. */
export class DciFault extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 429 | 500 | 503,
    readonly code: ErrorReason,
    message: string,
  ) {
    super(message);
  }
}

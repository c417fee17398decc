/** Penerbit. */
export const CERTIFICATE_ISSUERS = {
  LSP_BNSP: 'Lembaga Sertifikasi Profesi, licensed by BNSP.',
  SENTRA: 'The centre itself.',
} as const;
export type CertificateIssuer = keyof typeof CERTIFICATE_ISSUERS;

/** What an issuer certifies. */
export interface CertificateContent {
  readonly issuer: CertificateIssuer;
  readonly number: string;
  readonly unitCode: string;
  readonly level: number;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

/** A certificate as the subgraph holds it; the number stays sealed, its end is shown. */
export interface CertificateRow extends Omit<CertificateContent, 'number'> {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly episode: number;
  readonly numberEnd: string;
}

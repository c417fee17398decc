import { randomUUID } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import type { FieldCipher, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { readReference } from '../../../shared/machine';
import { partOf } from '../case/part';
import type { CertificateContent, CertificateRow } from './certificate';

const ofCase = partOf(
  'certificate',
  {
    issuer: 'p.issuer',
    numberEnd: 'p.number_end',
    unitCode: 'p.unit_code',
    level: 'p.level',
    issuedOn: 'p.issued_on',
    expiresOn: 'p.expires_on',
  },
  'p.issued_on, p.id',
);

/** The certificates of a case, oldest first; one statement for all cases of the fetch. */
export function findCertificates(
  context: SubgraphContext,
  caseId: string,
  info: GraphQLResolveInfo,
): Promise<CertificateRow[]> {
  return loadMany<CertificateRow>(context, 'Certificate', ofCase, caseId, requestedFields(info));
}

/**
 * Keeps a certificate of the case's episode.
 * @returns its id
 * @throws CodedError BAD_USER_INPUT
 */
export async function writeCertificate(
  manager: WriteManager,
  cipher: FieldCipher,
  caseId: string,
  content: CertificateContent,
): Promise<string> {
  const { issuer, level, issuedOn, expiresOn } = content;
  const number = readReference('number of the certificate', content.number);
  if (number.length < 6)
    throw new CodedError('BAD_USER_INPUT', { reason: 'the number of the certificate is too short' });
  if (level < 1 || level > 9) throw new CodedError('BAD_USER_INPUT', { reason: 'level is from 1 to 9 (KKNI)' });
  if (expiresOn <= issuedOn) throw new CodedError('BAD_USER_INPUT', { reason: 'it expires before it was issued' });
  const id = randomUUID();
  await manager.query(
    `INSERT INTO certificate (id, case_id, episode, issuer, number_sealed, number_end, unit_code, level, issued_on,
       expires_on)
     SELECT $1::uuid, c.id, c.episode, $3, $4, $5, $6, $7, $8::date, $9::date FROM service_case c WHERE c.id = $2::uuid`,
    [
      id,
      caseId,
      issuer,
      cipher.seal(number),
      number.slice(-4),
      readReference('unit', content.unitCode),
      level,
      issuedOn,
      expiresOn,
    ],
  );
  return id;
}

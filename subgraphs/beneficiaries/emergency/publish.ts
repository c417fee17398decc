/**
 * Tells of identifiers that were shown, once more or because they were planted; what tells of one as it is shown is `reveal.ts`.
 * @param ids a query that gives `id`
 */
export function publishReveals(ids: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'identifier-revealed', r.id, jsonb_build_object('id', r.id, 'account', r.account, 'role', r.role, 'purpose', r.purpose,
    'field', r.field, 'revealedAt', r.revealed_at, 'statistics', jsonb_build_object('personId', r.person_id))
  FROM reveal r WHERE r.id IN (${ids}) ORDER BY r.id`;
}

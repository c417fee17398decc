/**
 * Tells statistics of identifiers that were shown: whose, to which role and what for. Who it was shown to is not theirs to know, so
 * this is another notice than the one about the officer, which in turn does not name the person.
 * @param ids a query that gives `id`
 */
export function publishReveals(ids: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'reveal', r.id, jsonb_build_object('personId', r.person_id, 'role', r.role, 'purpose', r.purpose, 'field', r.field,
    'revealedOn', (r.revealed_at AT TIME ZONE 'Asia/Jakarta')::date)
  FROM reveal r WHERE r.id IN (${ids}) ORDER BY r.id`;
}

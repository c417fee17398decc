/** What happened to the records of a schema's machines; never changed, never deleted. */
export const TRANSITION_TABLE = `
  CREATE TABLE transition_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    machine text NOT NULL,
    entity_id uuid NOT NULL,
    event text NOT NULL,
    from_status text,
    to_status text NOT NULL,
    reason text,
    note text,
    evidence jsonb NOT NULL DEFAULT '{}',
    actor text NOT NULL,
    actor_role text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX transition_entity ON transition_event (entity_id, id);
`;

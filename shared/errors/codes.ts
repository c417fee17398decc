/**
 * Every code Berdaya can answer with, and the sentence that goes with it. Nothing else reaches a client or a console.
 *
 * `{name}` in a sentence is filled from the error's details. Details never hold personal values: they travel to clients
 * and into logs. A test compares this table with the README in both directions.
 */
export const ERROR_CODES = {
  // Who you are
  UNAUTHENTICATED: 'A valid bearer token is needed.',
  TOKEN_INVALID: 'The bearer token was refused: {reason}.',
  ISSUER_UNAVAILABLE: 'Tokens cannot be checked at the moment; try again.',
  ENVELOPE_INVALID: 'This service answers the gateway only.',

  // What you may do
  FORBIDDEN: 'Your role may not do this: {reason}.',
  FORBIDDEN_FIELD: 'You may not read {coordinate}: {reason}.',
  FORBIDDEN_ARGUMENT: 'You may not filter or sort by {field}: {reason}.',
  NOT_FOUND: 'There is no {what} with this id that you may see.',

  // How you asked
  BAD_REQUEST: 'The request is not well-formed GraphQL over HTTP: {reason}.',
  BAD_USER_INPUT: 'An argument has a value that cannot be used: {reason}.',
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL: {reason}.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema: {reason}.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no such operation.',
  PERSISTED_QUERY_NOT_FOUND: 'No document is stored under this hash.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Stored documents are off.',
  DOCUMENT_NOT_TRUSTED: 'Your client may send its stored documents only, and this is none of them.',
  DOCUMENT_TOO_LARGE: 'The document has more than {max} {what}.',
  COST_EXCEEDED: 'The operation costs {cost}; at most {max} is allowed for your role.',
  BUDGET_EXCEEDED: 'The budget of {what} is spent; try again in {seconds} s.',
  BUDGET_UNAVAILABLE: 'Budgets cannot be counted at the moment; try again.',
  BODY_TOO_LARGE: 'The request body is larger than {max} bytes.',
  PAGE_SIZE_INVALID: '`first` must be from 1 to {max}.',
  CURSOR_INVALID: 'This cursor was not issued for this list and order.',
  FILTER_INVALID: 'The filter cannot be used: {reason}.',
  TABLE_TOO_LARGE:
    'This table could have {cells} cells; at most {max} are made: take a coarser {dimension}, a filter on it, or leave it out.',
  TABLE_TOO_SPARSE:
    '{share} % of the inhabited cells would be suppressed; take a coarser {dimension}, a filter less, or leave it out.',

  // What happened
  CONFLICT: 'The {what} was changed by someone else in the meantime; read it again.',
  INVALID_TRANSITION: 'From {from} the event {event} is not possible; allowed: {allowed}.',
  RULES_NOT_MET: 'The rules for this {what} are not met: {rules}.',
  COMBINATION_FORBIDDEN: 'Families in {other} may not be in {program} too since {since}: {reason}.',
  IDEMPOTENCY_MISMATCH: 'This client key was used before with another input.',
  ALREADY_REVEALED: 'This value was shown to you before; ask with a new client key and reason.',
  REVEAL_LIMIT: 'At most {max} identifiers may be revealed by one account a day.',
  LEGAL_DUTY: 'This must be kept for now: {reason}.',
  READ_MODEL_STALE: 'The copy of {owner} data is {lag} s behind; at most {max} s are tolerated here.',
  LEDGER_UNAVAILABLE: 'The read ledger cannot be written, so personal data is withheld; try again.',
  SUBGRAPH_UNAVAILABLE: 'A part of the graph does not answer at the moment.',
  SUBGRAPH_ANSWER_INVALID: 'A part of the graph answered something that cannot be used.',
  PLAN_FORBIDDEN: 'This document reads, on the way, what you may not.',
  PLAN_IMPOSSIBLE: 'The parts of the graph cannot answer this document together.',
  DEADLINE_EXCEEDED: 'The answer took longer than {seconds} s.',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side; quote the correlation id when you report it.',

  // Files
  FILE_UNREADABLE: '{file} cannot be read: {reason}.',
  FILE_EMPTY: 'The file has no rows.',
  LAYOUT_UNKNOWN: 'The header fits no known layout; nearest is {nearest}, which also needs: {missing}.',
  COLUMN_MISSING: 'The header lacks: {columns}.',
  COLUMN_UNKNOWN: 'The header has columns this layout does not know: {columns}.',
  COLUMN_DUPLICATE: 'The header names a column twice: {columns}.',
  ENCODING_INVALID: 'Row {row}: the file is not UTF-8 (or has NUL bytes).',
  ROW_RAGGED: 'Row {row} has {found} cells, the header has {expected}.',
  QUOTE_BROKEN: 'Row {row}: a quoted cell is not closed or goes on after its quote.',
  FIELD_TOO_LARGE: 'Row {row}: a cell is larger than {max} bytes.',
  SNAPSHOT_MIXED: 'Row {row} belongs to another snapshot than the rows before it.',
  SNAPSHOT_INVALID: 'Row {row}: a snapshot looks like {example}.',
  SNAPSHOT_OLDER: 'The registry already holds {current}; {given} is older.',
  IMPORT_RUNNING: 'Another import of {layout} is running.',
  IMPORT_FAILED: 'The import of {layout} stopped at "{step}": {reason}. It lands whole or not at all: run it again.',

  // The machine and its settings
  NODE_VERSION: 'Node {found} is too old: Berdaya needs {needed} or newer.',
  CONFIG_INVALID: 'Setting {name}: {reason}.',
  KEY_IN_USE: 'Key {id} of ring {ring} cannot be retired: {reason}.',
  PORT_TAKEN: 'Port {port} is in use; set {setting} to another one.',
  DISK_FULL: 'No space left on the disk that holds {path}.',
  NOT_WRITABLE: '{path} cannot be written: {reason}.',
  DATA_DIR_IN_USE: 'Process {pid} already runs on {path}; stop it, or set BERDAYA_DATA_DIR to another folder.',
  DATABASE_UNREACHABLE: 'The database at {host} does not answer: {reason}.',
  DATABASE_FAILED: 'The embedded database did not start: {reason}.',
  ISSUER_UNREACHABLE: 'The token issuer at {issuer} cannot be used: {reason}; is Berdaya running?',
  SERVICE_FAILED: 'Service {name} {reason}; everything was stopped.',
  SUPERGRAPH_INVALID: 'The supergraph cannot be used: {reason}.',
  COMPOSITION_FAILED: 'The subgraphs do not compose: {reason}.',
  USAGE: 'Usage: {usage}',
} as const;

/** A code of the registry. */
export type ErrorCode = keyof typeof ERROR_CODES;

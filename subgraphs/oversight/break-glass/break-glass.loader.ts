import type { ListSource, Projection } from '../../../shared/database';

export const BREAK_GLASS_PROJECTION: Projection = {
  columns: {
    id: 'b.id',
    account: 'b.account',
    role: 'b.role',
    reason: 'b.reason',
    openedAt: 'b.opened_at',
    expiresAt: 'b.expires_at',
    reviewDueAt: 'b.review_due_at',
    status: 'b.status',
    note: 'b.note',
    reviewedBy: 'b.reviewed_by',
    reviewedAt: 'b.reviewed_at',
    version: 'b.version',
  },
  computed: { isOverdue: ['reviewDueAt', 'reviewedAt'] },
  always: ['id'],
};

export const BREAK_GLASS_LIST: ListSource = {
  name: 'breakGlassReviews',
  from: 'break_glass b',
  id: { column: 'b.id', type: 'uuid' },
  projection: BREAK_GLASS_PROJECTION,
  filterable: { status: { column: 'b.status', type: 'text', group: 'AUDIT' } },
  sortable: { DUE: { column: 'b.review_due_at', type: 'timestamptz', group: 'AUDIT' } },
};

export const NOTICE_LIST: ListSource = {
  name: 'notices',
  from: 'notice n',
  id: { column: 'n.id', type: 'uuid' },
  projection: {
    columns: { id: 'n.id', kind: 'n.kind', entityId: 'n.entity_id', at: 'n.at' },
    always: ['id'],
  },
  filterable: {},
  sortable: { AT: { column: 'n.at', type: 'timestamptz', group: 'AUDIT' } },
};

/** Whoever may compose tables, and so keep, share and export them. */
export const ANALYSTS = ['ANALYST', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER', 'FRONTEND_DEVELOPER'] as const;
/** They and who oversees them. */
export const TABLE_READERS = [...ANALYSTS, 'DPO'] as const;

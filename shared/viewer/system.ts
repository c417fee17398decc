/**
 * The platform itself at work without a person behind it: an import, the relay, a scheduled job. It is no role, so that no
 * token can ever claim it, and it reaches the database only through code paths that name their task.
 */
export interface SystemActor {
  readonly subject: string;
  readonly role: 'SYSTEM';
}

export function systemActor(task: string): SystemActor {
  return { subject: `system:${task}`, role: 'SYSTEM' };
}

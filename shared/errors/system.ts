import { CodedError } from './coded-error';

/** The `code` of a Node or PostgreSQL error (`ENOSPC`, `53100`), if it has one. */
export function systemCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns what the operating system says about a path into a code a person can act on. Anything else comes back as it was:
 * an unexpected failure must not be dressed up as a known one.
 */
export function fileError(error: unknown, path: string): unknown {
  switch (systemCodeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CodedError('DISK_FULL', { path });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CodedError('NOT_WRITABLE', { path, reason: 'permission denied or read-only' });
    case 'ENOTDIR':
    case 'EEXIST':
      return new CodedError('NOT_WRITABLE', { path, reason: 'it is not a directory' });
    case 'ENOENT':
      return new CodedError('NOT_WRITABLE', { path, reason: 'no such file or directory' });
    default:
      return error;
  }
}

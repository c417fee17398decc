/** Whether a text can be cast to uuid; PostgreSQL fails a whole statement over one that cannot. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

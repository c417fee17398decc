/** An identifier as it may stand in quarantine and its file: only the last four characters, and none of a short one. */
export function maskIdentifier(text: string): string {
  if (text === '') return '';
  return text.length < 8 ? '****' : `****${text.slice(-4)}`;
}

import type { FieldGroup } from './group';

/**
 * What is left of a text at grade MASKED: initials for names, otherwise the last four characters. A text of four or fewer
 * characters is hidden whole, or the mask would show it.
 */
export function maskText(value: string, group: FieldGroup): string {
  if (group === 'NAME') {
    return value
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => `${[...word][0] ?? ''}.`)
      .join(' ');
  }
  return value.length <= 4 ? '****' : `${'*'.repeat(value.length - 4)}${value.slice(-4)}`;
}

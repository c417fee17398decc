/** AGE_BAND as a field: ageBand. */
export function camel(name: string): string {
  return name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A field or cube as a type: ageBand is AgeBand. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

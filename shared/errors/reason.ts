/** A sentence of graphql-js, to stand inside one of ours; without its guesses at names, which tell what a schema holds. */
export function asReason(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '').replace(/\.$/, '');
}

import { visit } from 'graphql';
import type { DocumentNode } from 'graphql';

/**
 * Makes V8 know each name of a document as a string of one byte a character. The planner builds texts with arrows between
 * names and cuts names out of them; those are strings of two bytes a character, and the first form of a name that serves as a
 * property key is the one V8 uses from then on. A single piece of two bytes makes the whole answer one, at twice the size
 * and, from 64 kB on, ten times the cost.
 */
export function internNames(document: DocumentNode): void {
  const keys: Record<string, true> = Object.create(null) as Record<string, true>;
  visit(document, {
    Name({ value }) {
      keys[value] = true;
    },
  });
}

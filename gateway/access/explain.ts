import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { decisionOfViewer } from '../../shared/access';
import type { Condition, Grade, Reason } from '../../shared/access';
import type { Viewer } from '../../shared/viewer';
import { placesOf } from './places';
import type { ViewerRules } from './rules';

/** What the policy says of one place of an operation, without asking any subgraph. */
export interface ExplainedField {
  /** Response keys, `@` for the elements of a list. */
  readonly at: string;
  readonly coordinate: string;
  readonly group: string;
  /** A coarse companion of the group's exact fields. */
  readonly band: boolean;
  /** The first that holds of a row decides; none: WITHHELD. */
  readonly decision: readonly { readonly grade: Grade; readonly when: Condition }[];
  /** Why it would not be asked for; absent: the row decides. */
  readonly refused?: { readonly grade: Grade; readonly reason: Reason; readonly sentence: string };
}

/** The decisions for an operation, as a dry run tells them. */
export interface AccessExplanation {
  readonly role: string;
  readonly purpose: string | undefined;
  readonly fields: readonly ExplainedField[];
}

/** Explains an operation to its viewer. Pure; conditions of `@skip` and `@include` are left open. */
export function explainAccess(
  client: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  schema: GraphQLSchema,
  viewer: Viewer,
  rules: ViewerRules,
): AccessExplanation {
  const fields = placesOf(client.document, client.operation, schema).flatMap(({ path, type, node }) => {
    const field = node.name.value;
    const refusal = rules.refusalOf(type, field);
    return rules
      .marksOf(type, field)
      .slice(0, 1)
      .map((mark): ExplainedField => ({
        at: path.join('.'),
        coordinate: `${type}.${field}`,
        group: mark.group,
        band: mark.band,
        decision: decisionOfViewer(viewer, mark).map(({ grade, when }) => ({ grade, when })),
        ...(refusal && { refused: { grade: refusal.grade, reason: refusal.reason, sentence: refusal.sentence } }),
      }));
  });
  return { role: viewer.role, purpose: viewer.purpose, fields };
}

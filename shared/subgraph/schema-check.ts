import { Kind, isNonNullType, getDirectiveValues, GraphQLObjectType } from 'graphql';
import type { GraphQLSchema, ObjectTypeDefinitionNode } from 'graphql';
import { isFieldGroup, isOpenToAll } from '../access';

/**
 * What is wrong with the field groups of a subgraph, each finding naming type and field: a field without a group, an
 * unknown group, and a non-null field that some role may not read in full (null would then destroy its parent). Key fields
 * are exempt from the last: a role that may not read them gets no rows of the type at all.
 */
export function accessFindings(schema: GraphQLSchema): string[] {
  const directive = schema.getDirective('access');
  if (!directive) return ['the schema does not define @access'];
  const findings: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('_')) continue;
    const keys = keyFields(type);
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const coordinate = `${type.name}.${field.name}`;
      const group = field.astNode ? getDirectiveValues(directive, field.astNode)?.group : undefined;
      if (group === undefined) findings.push(`${coordinate} has no @access group`);
      else if (!isFieldGroup(group)) findings.push(`${coordinate} has the unknown group ${String(group)}`);
      else if (isNonNullType(field.type) && !keys.has(field.name) && !isOpenToAll(group)) {
        findings.push(`${coordinate} is non-null, but ${group} is not FULL for every role`);
      }
    }
  }
  return findings;
}

function keyFields(type: GraphQLObjectType): Set<string> {
  const nodes = [type.astNode, ...type.extensionASTNodes].filter((node): node is ObjectTypeDefinitionNode =>
    Boolean(node),
  );
  const names = nodes.flatMap((node) =>
    (node.directives ?? [])
      .filter(({ name }) => name.value === 'key')
      .flatMap(({ arguments: args }) => args ?? [])
      .flatMap(({ name, value }) =>
        name.value === 'fields' && value.kind === Kind.STRING ? value.value.split(/\s+/) : [],
      ),
  );
  return new Set(names);
}

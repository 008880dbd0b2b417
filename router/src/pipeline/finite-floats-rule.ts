import {
  type ASTVisitor,
  GraphQLError,
  GraphQLFloat,
  getNamedType,
  type ValidationContext,
  type ValueNode,
} from 'graphql';

const MAX_SHOWN = 40;

/**
 * A literal Float is a number that a double can hold: graphql-js lets 1e400 pass, which the planner breaks at.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Float.Input-Coercion
 */
export function finiteFloatsRule(context: ValidationContext): ASTVisitor {
  const check = (node: ValueNode & { readonly value: string }) => {
    if (Number.isFinite(Number(node.value))) return;
    const type = context.getInputType();
    if (!type || getNamedType(type) !== GraphQLFloat) return;
    const shown = node.value.length > MAX_SHOWN ? `${node.value.slice(0, MAX_SHOWN)}…` : node.value;
    context.reportError(new GraphQLError(`Float cannot represent ${shown}: it is too large`, { nodes: node }));
  };
  return { IntValue: check, FloatValue: check };
}

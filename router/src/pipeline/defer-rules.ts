import {
  type ASTVisitor,
  type DirectiveNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';
import { DEFER } from '../planning/deferred-fragments.js';

/**
 * What `@defer` has to keep to beyond its definition in the schema: each label is a text of the document's own, and only one
 * has it; the root fields of a mutation follow one another and cannot be deferred; and a subscription defers nothing, unless
 * a variable decides it: its events are then answered whole.
 *
 * Source: https://github.com/graphql/graphql-spec/pull/1110 (Validation, "Defer And Stream Directives …"), which graphql-js 17
 * has as DeferStreamDirectiveLabelRule, DeferStreamDirectiveOnRootFieldRule and DeferStreamDirectiveOnValidOperationsRule
 */
export const deferRules: readonly ValidationRule[] = [uniqueLabels, notAtMutationRoot, notInSubscriptions];

function uniqueLabels(context: ValidationContext): ASTVisitor {
  const byLabel = new Map<string, DirectiveNode>();
  return {
    Directive(node) {
      if (node.name.value !== DEFER) return;
      const label = argument(node, 'label');
      if (!label || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) {
        context.reportError(new GraphQLError('The label of a @defer must be a text, not a variable.', { nodes: node }));
        return;
      }
      const other = byLabel.get(label.value);
      byLabel.set(label.value, node);
      if (other) {
        const message = `The label "${label.value}" must be that of one @defer only.`;
        context.reportError(new GraphQLError(message, { nodes: [other, node] }));
      }
    },
  };
}

function notAtMutationRoot(context: ValidationContext): ASTVisitor {
  const mutation = context.getSchema().getMutationType();
  return {
    Directive(node) {
      if (node.name.value !== DEFER || !mutation || context.getParentType() !== mutation) return;
      const message = `@defer cannot be used on the mutation root type "${mutation.name}".`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

function notInSubscriptions(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      const definitions = [operation, ...context.getRecursivelyReferencedFragments(operation)];
      for (const node of definitions.flatMap(defersIn)) {
        const message = '@defer is not supported in subscriptions. Switch it off with "if: false".';
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
    },
  };
}

/** Those of one definition that a subscription cannot have. */
function defersIn(definition: OperationDefinitionNode | FragmentDefinitionNode): DirectiveNode[] {
  const found: DirectiveNode[] = [];
  visit(definition, {
    Directive(node) {
      if (node.name.value === DEFER && !canBeSwitchedOff(node)) found.push(node);
    },
  });
  return found;
}

function canBeSwitchedOff(node: DirectiveNode): boolean {
  const condition = argument(node, 'if');
  return condition?.kind === Kind.VARIABLE || (condition?.kind === Kind.BOOLEAN && !condition.value);
}

function argument(node: DirectiveNode, name: string) {
  return node.arguments?.find((each) => each.name.value === name)?.value;
}

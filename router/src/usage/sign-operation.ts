import { createHash } from 'node:crypto';
import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

export interface SignedOperation {
  /** The first 32 hexadecimal digits of the SHA-256 of the text. */
  readonly signature: string;
  /** The operation with the fragments it uses, without the values that stand in it. */
  readonly text: string;
  /** What the text says. */
  readonly document: DocumentNode;
}

/**
 * The operation as it is the same for everybody: what people write into it (strings, numbers) is left out, so that it
 * tells nothing of anyone. It stays valid against the same schema.
 */
export function signOperation(document: DocumentNode, { name }: OperationDefinitionNode): SignedOperation {
  const own = separateOperations(document)[name?.value ?? ''];
  if (!own) throw new Error(`The document has no operation "${name?.value ?? ''}"`);
  const bare = visit(own, {
    StringValue: (node) => ({ ...node, value: '', block: false }),
    IntValue: (node) => ({ ...node, value: '0' }),
    FloatValue: (node) => ({ ...node, value: '0' }),
  });
  const definitions = [...bare.definitions].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const bareDocument: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  const text = stripIgnoredCharacters(print(bareDocument));
  return { signature: createHash('sha256').update(text).digest('hex').slice(0, 32), text, document: bareDocument };
}

/** The operation first, then its fragments by name. */
function keyOf(definition: DefinitionNode): string {
  return definition.kind === Kind.FRAGMENT_DEFINITION ? definition.name.value : '';
}

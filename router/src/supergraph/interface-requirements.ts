import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** Interface → its fields that an interface object answers from a requirement. */
export type InterfaceRequirements = ReadonlyMap<string, ReadonlySet<string>>;

export function interfaceRequirements(supergraph: DocumentNode): InterfaceRequirements {
  const byInterface = new Map<string, ReadonlySet<string>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const graphs = new Set(
      (definition.directives ?? []).flatMap((directive) =>
        argumentOf(directive, 'isInterfaceObject') === true ? [argumentOf(directive, 'graph')] : [],
      ),
    );
    const requiring = (definition.fields ?? []).filter(({ directives = [] }) =>
      directives.some(
        (directive) => argumentOf(directive, 'requires') !== undefined && graphs.has(argumentOf(directive, 'graph')),
      ),
    );
    if (requiring.length > 0) byInterface.set(definition.name.value, new Set(requiring.map(({ name }) => name.value)));
  }
  return byInterface;
}

function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | boolean | undefined {
  const value = given.find((argument) => argument.name.value === name)?.value;
  const isTold = value?.kind === Kind.STRING || value?.kind === Kind.ENUM || value?.kind === Kind.BOOLEAN;
  return isTold ? value.value : undefined;
}

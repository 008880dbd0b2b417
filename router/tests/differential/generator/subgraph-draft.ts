export interface FieldDraft {
  /** SDL of each argument. */
  args: string[];
  type: string;
  readonly directives: string[];
}

export type TypeKind = 'type' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';

export class TypeDraft {
  readonly keys = new Map<string, { isResolvable: boolean }>();
  readonly directives: string[] = [];
  readonly interfaces = new Set<string>();
  readonly fields = new Map<string, FieldDraft>();
  /** Of a union, or the values of an enum. */
  readonly members = new Set<string>();

  constructor(
    readonly kind: TypeKind,
    readonly name: string,
  ) {}

  field(name: string, type: string, { args = [], directives = [] }: Partial<FieldDraft> = {}): FieldDraft {
    const field = { args: [...args], type, directives: [...directives] };
    this.fields.set(name, field);
    return field;
  }

  print(isExtension: boolean): string {
    const keys = [...this.keys].map(
      ([fields, { isResolvable }]) => `@key(fields: "${fields}"${isResolvable ? '' : ', resolvable: false'})`,
    );
    const implemented = this.interfaces.size > 0 ? `implements ${[...this.interfaces].join(' & ')}` : '';
    const head = [isExtension ? 'extend' : '', this.kind, this.name, implemented, ...keys, ...this.directives];
    const text = head.filter((part) => part !== '').join(' ');
    if (this.kind === 'scalar') return text;
    if (this.kind === 'union') return `${text} = ${[...this.members].join(' | ')}`;
    const lines = [...this.members, ...[...this.fields].map(printField)];
    return `${text} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
  }
}

export class SubgraphDraft {
  readonly types = new Map<string, TypeDraft>();
  readonly links: string[] = [];

  constructor(
    readonly name: string,
    readonly isFederation1: boolean,
  ) {}

  /** The type of that name; made when it is not there. */
  type(kind: TypeKind, name: string): TypeDraft {
    const known = this.types.get(name);
    if (known) return known;
    const made = new TypeDraft(kind, name);
    this.types.set(name, made);
    return made;
  }

  print(): string {
    const types = [...this.types.values()].filter(({ kind, fields }) => kind !== 'type' || fields.size > 0);
    const isExtension = ({ kind, keys, fields }: TypeDraft) =>
      this.isFederation1 && kind === 'type' && keys.size > 0 && isExternalKey(fields);
    const header = this.isFederation1 ? [] : [LINK, ...this.links];
    return [...header, ...types.map((type) => type.print(isExtension(type)))].join('\n');
  }
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@context",
  "@fromContext", "@composeDirective"
])`;

function printField([name, { args, type, directives }]: [string, FieldDraft]): string {
  const given = args.length > 0 ? `(${args.join(', ')})` : '';
  return [`${name}${given}: ${type}`, ...directives].join(' ');
}

/** In Federation 1 a subgraph that does not own an entity marks its key fields as external, in an extension. */
function isExternalKey(fields: ReadonlyMap<string, FieldDraft>): boolean {
  const [first] = fields.values();
  return first?.directives.includes('@external') ?? false;
}

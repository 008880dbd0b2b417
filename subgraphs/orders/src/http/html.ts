/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** HTML with everything that is put in escaped, unless it was made here as well. Lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  const parts = strings.map((text, index) => text + (index < values.length ? render(values[index]) : ''));
  return new Html(parts.join(''));
}

function render(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const MAX_LENGTH = 80;

/** `Crème brûlée, 2 pcs` → `creme-brulee-2-pcs`; letters of all scripts stay. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'item' : slug;
}

/** For a name that has been taken: told apart by the end of the id, which is random in a UUIDv7. */
export function slugWithId(name: string, id: string): string {
  return `${slugOf(name)}-${id.slice(-8)}`;
}

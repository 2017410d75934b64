/** Makes ids of a spec: lower-case ASCII, unique, the same for the same names in the same order. */
export function createNodeIds(): (name: string) => string {
  const used = new Set<string>();
  return (name) => {
    const base = toId(name);
    let id = base;
    for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`;
    used.add(id);
    return id;
  };
}

const maxLength = 55;

/** A name as an id: what is no letter, digit or underscore becomes an underscore. */
export function toId(name: string): string {
  const ascii = name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '')
    .slice(0, maxLength);
  if (ascii === '') return 'table';
  return /^[a-z]/u.test(ascii) ? ascii : `t_${ascii}`;
}

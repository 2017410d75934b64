import { decodeEntities } from './xml-entities.ts';

/** A tag, names without their prefix: programs choose prefixes as they like. */
export interface XmlTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

/** Parses what stands between `<` and `>`; undefined when it is no tag. */
export function parseTag(text: string): XmlTag | undefined {
  if (text.startsWith('/')) {
    return { name: localName(text.slice(1).trimEnd()), kind: 'close', attributes: none };
  }
  const kind = text.endsWith('/') ? 'empty' : 'open';
  const inner = kind === 'empty' ? text.slice(0, -1) : text;
  const space = inner.search(/\s/);
  const name = localName(space < 0 ? inner : inner.slice(0, space));
  const attributes = space < 0 ? none : parseAttributes(inner.slice(space).trimEnd());
  return name === '' || attributes === undefined ? undefined : { name, kind, attributes };
}

function parseAttributes(text: string): ReadonlyMap<string, string> | undefined {
  const attributes = new Map<string, string>();
  // Sticky: each character is looked at once, however the text is made.
  const pattern = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
  while (pattern.lastIndex < text.length) {
    const [, name = '', double, single = ''] = pattern.exec(text) ?? [];
    const value = decodeEntities(double ?? single);
    if (name === '' || value === undefined) return undefined;
    attributes.set(localName(name), value);
  }
  return attributes;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

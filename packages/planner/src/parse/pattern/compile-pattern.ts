import type { Tag } from '../../lexicon/sense.ts';

/** What a capture reads. */
export type CaptureKind =
  /** one column; "the column x" as well */
  | 'col'
  /** columns joined by commas and "and" */
  | 'cols'
  /** one thing with a name: a table, a key, a topic */
  | 'name'
  | 'num'
  | 'value'
  | 'values'
  | 'unit'
  /** `numeric(10,3)`, `date` */
  | 'type';

/** A piece of a pattern. */
export type PatternNode =
  | { readonly kind: 'word'; readonly word: string; readonly prefix: boolean }
  | { readonly kind: 'tag'; readonly tag: Tag }
  | { readonly kind: 'gap'; readonly max: number }
  | { readonly kind: 'capture'; readonly name: string; readonly reads: CaptureKind }
  | {
      readonly kind: 'choice';
      readonly options: readonly (readonly PatternNode[])[];
      readonly optional: boolean;
    };

/**
 * Compiles a pattern over words. `word` matches itself, `захеш*` any ending, `(a|b c)` one of,
 * `(a)?` perhaps, `~system` the name of a system, `..3` up to three words of any kind,
 * `<x:cols>` a capture named `x`; `{`, `}` and `BAR` stand for the
 * brackets and the bar of the text.
 */
export function compilePattern(source: string): readonly PatternNode[] {
  const pieces = source.match(/<\w+:\w+>|~\w+|\.\.\d|[()|]|\?|[^\s()|?]+/gu) ?? [];
  let at = 0;
  const sequence = (): PatternNode[] => {
    const nodes: PatternNode[] = [];
    while (at < pieces.length && pieces[at] !== ')' && pieces[at] !== '|') {
      nodes.push(piece(pieces[at] ?? ''));
    }
    return nodes;
  };
  const optionalNext = (): boolean => {
    const optional = pieces[at] === '?';
    if (optional) at += 1;
    return optional;
  };
  const piece = (text: string): PatternNode => {
    at += 1;
    if (text !== '(') {
      const node = leaf(text);
      return optionalNext() ? { kind: 'choice', options: [[node]], optional: true } : node;
    }
    const options = [sequence()];
    while (pieces[at] === '|') {
      at += 1;
      options.push(sequence());
    }
    at += 1;
    return { kind: 'choice', options, optional: optionalNext() };
  };
  return sequence();
}

/** Marks that mean something in patterns, and how patterns write them. */
const marks: ReadonlyMap<string, string> = new Map([
  ['{', '('],
  ['}', ')'],
  ['BAR', '|'],
]);

function leaf(text: string): PatternNode {
  const capture = /^<(\w+):(\w+)>$/u.exec(text);
  if (capture !== null) {
    return { kind: 'capture', name: capture[1] ?? '', reads: readsOf(capture[2] ?? '') };
  }
  if (text === '~system') return { kind: 'tag', tag: 'system' };
  if (/^\.\.\d$/u.test(text)) return { kind: 'gap', max: Number(text.slice(2)) };
  const mark = marks.get(text);
  if (mark !== undefined) return { kind: 'word', word: mark, prefix: false };
  const prefix = text.length > 1 && text.endsWith('*');
  return { kind: 'word', word: prefix ? text.slice(0, -1) : text, prefix };
}

const kinds: readonly CaptureKind[] = [
  'col',
  'cols',
  'name',
  'num',
  'value',
  'values',
  'unit',
  'type',
];

function readsOf(text: string): CaptureKind {
  return kinds.find((kind) => kind === text) ?? 'name';
}

/** Words a match can begin with; null when it can begin with anything. */
export function firstWords(
  nodes: readonly PatternNode[],
): readonly { readonly word: string; readonly prefix: boolean }[] | null {
  const [first, ...rest] = nodes;
  if (first === undefined) return null;
  if (first.kind === 'word') return [first];
  if (first.kind !== 'choice') return null;
  const options = first.options.map((option) => firstWords([...option, ...rest]));
  if (first.optional) options.push(firstWords(rest));
  return options.every((option) => option !== null) ? options.flat() : null;
}

import type { Expression } from '@ai-etl/core';
import { call, textLiteral } from './shape/made-rows.ts';

/** Characters that may stand at a place: ranges of code points, both ends included; null: any. */
type Place = readonly (readonly [string, string])[] | null;

/** More places than codes have; the condition grows with each. */
const maxPlaces = 64;

/**
 * A regular expression of fixed length as a condition on a text: `^[A-Z]{2}-\d{4}$` looks at the length
 * and at each place, by the order of UTF-8 bytes that every system keeps. Null for any other one:
 * systems read regular expressions in different ways.
 */
export function fixedPattern(pattern: string, text: Expression): Expression | null {
  const places = readPlaces(pattern);
  if (places === null || places.length === 0) return null;
  const parts = places.flatMap((place, at): Expression[] =>
    place === null ? [] : [standsAt(call('substring', text, integer(at + 1), integer(1)), place)],
  );
  const length = binary('eq', call('length', text), integer(places.length));
  return parts.reduce((left, right) => binary('and', left, right), length);
}

function readPlaces(pattern: string): readonly Place[] | null {
  const body = /^\^(.*)\$$/su.exec(pattern)?.[1];
  if (body === undefined) return null;
  const atom = /\\[\s\S]|\[[^\]]*\]|[\s\S]/uy;
  const count = /\{(\d{1,2})\}/uy;
  const places: Place[] = [];
  for (let at = 0; at < body.length;) {
    atom.lastIndex = at;
    const [text = ''] = atom.exec(body) ?? [];
    const place = placeOf(text);
    if (place === undefined) return null;
    at += text.length;
    count.lastIndex = at;
    const times = count.exec(body);
    at += times?.[0].length ?? 0;
    for (let one = 0; one < Number(times?.[1] ?? 1); one += 1) places.push(place);
    if (places.length > maxPlaces) return null;
  }
  return places;
}

/** Undefined: no single character is meant. */
function placeOf(atom: string): Place | undefined {
  if (atom === '.') return null;
  if (atom === String.raw`\d`) return [['0', '9']];
  if (atom === String.raw`\w`)
    return [
      ['0', '9'],
      ['A', 'Z'],
      ['_', '_'],
      ['a', 'z'],
    ];
  if (atom.startsWith('[')) return classOf(atom.slice(1, -1));
  if (/^\\[^A-Za-z0-9]$/u.test(atom)) return [[atom.slice(1), atom.slice(1)]];
  return /^[^\\^$*+?(){}|[\]]$/u.test(atom) ? [[atom, atom]] : undefined;
}

function classOf(body: string): Place | undefined {
  if (body.startsWith('^') || body === '' || /[\\[]/u.test(body.replaceAll(/\\[dw\-.\\/]/gu, '')))
    return undefined;
  const ranges: (readonly [string, string])[] = [];
  for (const [text, low, high] of body.matchAll(/([^\\])-([^\\])|\\[\s\S]|[\s\S]/gu)) {
    if (low !== undefined && high !== undefined) {
      if (low > high) return undefined;
      ranges.push([low, high]);
    } else {
      const place =
        text.startsWith('\\') || text === '.' ? placeOf(escaped(text)) : [[text, text] as const];
      if (place === undefined || place === null) return undefined;
      ranges.push(...place);
    }
  }
  return ranges;
}

/** In a class a dot is a dot. */
function escaped(text: string): string {
  return text === '.' ? String.raw`\.` : text;
}

function standsAt(letter: Expression, ranges: NonNullable<Place>): Expression {
  return ranges
    .map(([low, high]): Expression =>
      low === high
        ? binary('eq', letter, textLiteral(low))
        : {
            kind: 'between',
            operand: letter,
            low: textLiteral(low),
            high: textLiteral(high),
            negated: false,
          },
    )
    .reduce((left, right) => binary('or', left, right));
}

function binary(op: 'eq' | 'and' | 'or', left: Expression, right: Expression): Expression {
  return { kind: 'binary', op, left, right };
}

function integer(value: number): Expression {
  return { kind: 'literal', type: 'integer', value: String(value) };
}

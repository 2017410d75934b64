/** A JSON text that is not well formed; the position is in characters. */
export class JsonSyntaxProblem extends Error {
  override readonly name = 'JsonSyntaxProblem';
  readonly position: number;

  constructor(position: number) {
    super(`no JSON at position ${position}`);
    this.position = position;
  }
}

/** Part of a text, from `start` to before `end`. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

const space = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const bracketOrQuote = /["{}[\]]/g;

/**
 * Finds the parts of a JSON text without making values of them, so that records keep their own
 * spelling: a number that is parsed and printed again may be another one.
 */
export class JsonScanner {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The whole value; throws JsonSyntaxProblem when something follows. */
  whole(): Slice {
    const slice = this.valueFrom(0);
    const rest = this.#skipSpace(slice.end);
    if (rest < this.text.length) throw new JsonSyntaxProblem(rest);
    return slice;
  }

  kindOf({ start }: Slice): 'object' | 'array' | 'scalar' {
    const first = this.text[start];
    return first === '{' ? 'object' : first === '[' ? 'array' : 'scalar';
  }

  /** The elements of an array. */
  *elements({ start }: Slice): Generator<Slice> {
    let at = this.#skipSpace(start + 1);
    if (this.text[at] === ']') return;
    for (;;) {
      const value = this.valueFrom(at);
      yield value;
      at = this.#skipSpace(value.end);
      if (this.text[at] === ']') return;
      if (this.text[at] !== ',') throw new JsonSyntaxProblem(at);
      at += 1;
    }
  }

  /** The members of an object. */
  *members({ start }: Slice): Generator<{ readonly name: string; readonly value: Slice }> {
    let at = this.#skipSpace(start + 1);
    if (this.text[at] === '}') return;
    for (;;) {
      const nameStart = this.#skipSpace(at);
      if (this.text[nameStart] !== '"') throw new JsonSyntaxProblem(nameStart);
      const nameEnd = this.#stringEnd(nameStart);
      const colon = this.#skipSpace(nameEnd);
      if (this.text[colon] !== ':') throw new JsonSyntaxProblem(colon);
      const value = this.valueFrom(colon + 1);
      yield { name: String(this.parse({ start: nameStart, end: nameEnd })), value };
      at = this.#skipSpace(value.end);
      if (this.text[at] === '}') return;
      if (this.text[at] !== ',') throw new JsonSyntaxProblem(at);
      at += 1;
    }
  }

  /** The value of a part; throws JsonSyntaxProblem when it is no JSON. */
  parse({ start, end }: Slice): unknown {
    try {
      return JSON.parse(this.text.slice(start, end));
    } catch {
      throw new JsonSyntaxProblem(start);
    }
  }

  /** The value that begins at a position or behind the space there. */
  valueFrom(position: number): Slice {
    const start = this.#skipSpace(position);
    const first = this.text[start];
    if (first === '"') return { start, end: this.#stringEnd(start) };
    if (first === '{' || first === '[') return { start, end: this.#bracketEnd(start) };
    scalar.lastIndex = start;
    if (!scalar.test(this.text)) throw new JsonSyntaxProblem(start);
    return { start, end: scalar.lastIndex };
  }

  #skipSpace(position: number): number {
    space.lastIndex = position;
    space.test(this.text);
    return space.lastIndex;
  }

  #stringEnd(start: number): number {
    for (let at = this.text.indexOf('"', start + 1); at >= 0; at = this.text.indexOf('"', at + 1)) {
      let backslashes = 0;
      while (this.text[at - 1 - backslashes] === '\\') backslashes += 1;
      if (backslashes % 2 === 0) return at + 1;
    }
    throw new JsonSyntaxProblem(start);
  }

  /** Brackets are counted, not matched: what is between them is checked when it is parsed. */
  #bracketEnd(start: number): number {
    let depth = 0;
    let at = start;
    for (;;) {
      bracketOrQuote.lastIndex = at;
      const found = bracketOrQuote.exec(this.text);
      if (found === null) throw new JsonSyntaxProblem(start);
      if (found[0] === '"') at = this.#stringEnd(found.index);
      else {
        at = found.index + 1;
        depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
        if (depth === 0) return at;
      }
    }
  }
}

/** The part at a path; undefined when there is none. */
export function findSlice(
  scanner: JsonScanner,
  from: Slice,
  path: readonly string[],
): Slice | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return from;
  const kind = scanner.kindOf(from);
  if (kind === 'object') {
    for (const member of scanner.members(from)) {
      if (member.name === name) return findSlice(scanner, member.value, rest);
    }
  }
  if (kind === 'array' && /^\d+$/.test(name)) {
    let index = 0;
    for (const element of scanner.elements(from)) {
      if (index === Number(name)) return findSlice(scanner, element, rest);
      index += 1;
    }
  }
  return undefined;
}

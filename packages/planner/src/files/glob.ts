/** Whether a path is one that a glob names. */
export type IsNamed = (path: string) => boolean;

/** What one part of a glob takes of a path: the offsets behind it, from those before it. */
type Part = (path: string, from: ReadonlySet<number>) => ReadonlySet<number>;

/**
 * A glob as a test of paths: `*` and `?` within a folder, `**` over folders, `{a,b}`, `[0-9]`, `[!x]`. No regular
 * expression: globs are written by anybody, and the time is that of their length times the path's. A
 * bracket that is never closed stands for itself.
 */
export function globMatcher(glob: string): IsNamed {
  const parts = (glob.match(/\*\*\/?|[*?]|\{[^}]*\}|\[[^\]]+\]|[^*?{[]+|[{[]/gu) ?? []).map(partOf);
  return (path) => {
    let offsets: ReadonlySet<number> = new Set([0]);
    for (const part of parts) {
      offsets = part(path, offsets);
      if (offsets.size === 0) return false;
    }
    return offsets.has(path.length);
  };
}

function partOf(text: string): Part {
  if (text.startsWith('**')) return over(() => true);
  if (text === '*') return over((letter) => letter !== '/');
  if (text === '?') return letterOf((letter) => letter !== '/');
  if (text.startsWith('[') && text.length > 1) return letterOf(oneOf(text.slice(1, -1)));
  if (text.startsWith('{') && text.length > 1) return texts(text.slice(1, -1).split(','));
  return texts([text]);
}

/** Any number of letters that pass. */
function over(passes: (letter: string) => boolean): Part {
  return (path, from) => {
    const behind = new Set<number>();
    let isOn = false;
    for (let at = Math.min(...from); at <= path.length; at += 1) {
      isOn ||= from.has(at);
      if (isOn) behind.add(at);
      isOn &&= passes(path.charAt(at));
    }
    return behind;
  };
}

/** One letter that passes. */
function letterOf(passes: (letter: string) => boolean): Part {
  return (path, from) => {
    const behind = new Set<number>();
    for (const at of from) {
      const code = path.codePointAt(at);
      if (code === undefined) continue;
      const letter = String.fromCodePoint(code);
      if (passes(letter)) behind.add(at + letter.length);
    }
    return behind;
  };
}

function texts(options: readonly string[]): Part {
  return (path, from) => {
    const behind = new Set<number>();
    for (const at of from)
      for (const one of options) if (path.startsWith(one, at)) behind.add(at + one.length);
    return behind;
  };
}

/** `0-9_` and `!a-z`; a range that runs backwards holds nothing. */
function oneOf(members: string): (letter: string) => boolean {
  const isTurned = /^[!^]/u.test(members);
  const listed = isTurned ? members.slice(1) : members;
  const ranges = [...listed.matchAll(/(.)-(.)|(.)/gsu)].map(([, from, to, single]) => ({
    from: single ?? from ?? '',
    to: single ?? to ?? '',
  }));
  const holds = (letter: string): boolean =>
    ranges.some(({ from, to }) => codeOf(from) <= codeOf(letter) && codeOf(letter) <= codeOf(to));
  return (letter) => letter !== '/' && holds(letter) !== isTurned;
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

/** The middle of a file name that a run gives where a target's path has `*`. */
const runName = 'ai-etl-0-00000000';

/**
 * True when the files that a source's path or glob names may be those that a target's path writes. Braces are not
 * looked into.
 */
export function pathsMeet(source: string, target: string): boolean {
  return source === target || matchesGlob(source, target.replace('*', runName));
}

/** `**` with the slash behind it, `**`, `*`, `?`, a class of letters, or one letter. */
const part = /\*\*\/|\*\*|\[[^\]/]*\]|[^]/g;

/** Nobody writes longer globs, other than to keep us busy. */
const mostParts = 500;

/**
 * As the globs of the connectors: `*` and `?` stay in a folder, `**` does not; a class of letters is any letter.
 * No regular expression: one of a hostile glob would take for ever. This takes their lengths multiplied at most.
 */
function matchesGlob(glob: string, text: string): boolean {
  const parts = Array.from(glob.matchAll(part), ([one]) => one);
  if (parts.length > mostParts) return false;
  let places = withSkipped(parts, [0]);
  for (const letter of text) {
    const next = [...places].flatMap((place) => placesBehind(parts, place, letter));
    places = withSkipped(parts, next);
  }
  return places.has(parts.length);
}

/** Where in the parts one may be after a letter. Halves: inside of a folder of a `**` with its slash. */
function placesBehind(parts: readonly string[], place: number, letter: string): readonly number[] {
  const at = Math.floor(place);
  const one = parts[at];
  switch (one) {
    case '**':
      return [at];
    case '**/':
      return letter === '/' ? [at] : [at + 0.5];
    case '*':
      return letter === '/' ? [] : [at];
    case '?':
      return letter === '/' ? [] : [at + 1];
    default: {
      const isClass = one !== undefined && one.length > 1 && letter !== '/';
      return isClass || one === letter ? [at + 1] : [];
    }
  }
}

/** With the places behind parts that may be nothing. */
function withSkipped(parts: readonly string[], places: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (let place of places) {
    while (!all.has(place)) {
      all.add(place);
      if (parts[place]?.startsWith('*') === true) place += 1;
    }
  }
  return all;
}

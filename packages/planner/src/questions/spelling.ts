/** Whether two words differ by one letter: left out, put in, another, or two swapped. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (a.length === b.length) {
    if (restA.slice(1) === restB.slice(1)) return true;
    return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  }
  return a.length > b.length ? restA.slice(1) === restB : restB.slice(1) === restA;
}

const shortest = 5;

/** The known words that a mistyped one may mean; none for short words and what is no word. */
export type Speller = (word: string) => readonly string[];

export function makeSpeller(known: Iterable<string>): Speller {
  const byStart = new Map<string, string[]>();
  for (const word of new Set(known)) {
    if (word.length < shortest || !/^\p{L}+$/u.test(word)) continue;
    const key = word[0] ?? '';
    const list = byStart.get(key);
    if (list === undefined) byStart.set(key, [word]);
    else list.push(word);
  }
  return (word) =>
    word.length < shortest || !/^\p{L}+$/u.test(word)
      ? []
      : (byStart.get(word[0] ?? '') ?? []).filter((other) => isOneSlip(word, other));
}

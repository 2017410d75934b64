/** Fewest letters that stand for a word, and fewest of the word: shorter ones fit too many. */
const least = { short: 3, word: 5, beginning: 6 } as const;
/** Letters kept, as a share of the word's. */
const share = { least: 0.35, most: 0.7 } as const;

/**
 * Whether a part of a name is a word with letters left out, as programmers shorten it: a beginning of the word,
 * then consonants of it in their order, the last ones left out or not (appt appointment, acct account, amt amount,
 * qty quantity, mgr manager). Short beginnings alone are no evidence: car is no carrier. Pure.
 */
export function isShortFor(short: string, word: string): boolean {
  if (short.length < least.short || word.length < least.word) return false;
  const kept = short.length / word.length;
  if (kept < share.least || kept > share.most || !/^\p{L}+$/u.test(short)) return false;
  let head = 0;
  while (head < short.length && short[head] === word[head]) head += 1;
  const rest = short.slice(head);
  // So much of a word is evidence: prereq prerequisite.
  if (rest === '') return head >= least.beginning;
  if (head === 0 || /[aeiouаеёиоуыэюя]/u.test(rest)) return false;
  let from = head;
  for (const letter of rest) {
    const found = word.indexOf(letter, from);
    if (found === -1) return false;
    from = found + 1;
  }
  return short.length > least.short || isTight(short, word);
}

/** Three letters fit much: they end as the word does (qty, mgr), or leave no consonant out (prd of product). */
function isTight(short: string, word: string): boolean {
  if (short.at(-1) === word.at(-1)) return true;
  const consonants = word.replaceAll(/(?<!^)[aeiouаеёиоуыэюя]/gu, '');
  return consonants.startsWith(short);
}

import type { Word } from '../words.ts';

const phrase =
  /^(?:, )?(?:including|also|even|as well as|and also|incl|включая|в том числе)(?: (?:the|those|all|any|ones|тех|те))?(?: [\p{L}-]+)? (?:without|with no|with zero|with none|(?:that|who|which) (?:have|has|had|got) (?:no|none|not any)|having no|having none|у кого нет|у которых нет|где нет|без|которых нет)(?: [\p{L}-]+){0,2}(?: [.?!])?$/u;

/** How many words from a place to the end say that groups of nothing are wanted too: "including hotels without any". 0: none do. */
export function emptyGroupWords(words: readonly Word[], at: number): number {
  const rest = words.slice(at);
  const said = rest.map(({ lower }) => lower).join(' ');
  return rest.length > 2 && phrase.test(said) ? rest.length : 0;
}

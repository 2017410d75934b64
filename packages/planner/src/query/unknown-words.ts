import type { Asked } from './asked.ts';
import { fillerWords } from './question-words.ts';

/** Words of content that nobody has claimed. `measured`: "total" and "count" are explained. */
export function unknownWords(asked: Asked, measured: boolean): readonly string[] {
  return asked.reading.tokens.flatMap((token, at) => {
    if (asked.reading.claimed[at] !== 0) return [];
    // "total" is no small word when nothing is added up.
    if (
      !measured &&
      /^(?:total|average|sum|count|many|much|сколько|сумм\S*|средн\S*)$/u.test(token.lower)
    )
      return [token.text];
    if (token.kind === 'mark' || fillerWords.has(token.lower)) return [];
    if (glue.test(token.lower) && asked.named.size > 0) return [];
    return [token.text];
  });
}

/** Verbs of belonging and doing that add nothing to names that are linked already. */
const glue =
  /^(?:are|do|did|does|has|have|still|offer(?:s|ed)?|serve[sd]?|book(?:ed)?|ship(?:ped)?|sent|issued|opened|created|handled|live[sd]?|lives|living|located|come|placed|ordered|made|bought|buy|buys|purchased|sold|sell|work(?:s|ed|ing)?|earn(?:s|ed)?|registered|signed|joined|paid|received|receive|gets?|written|based|handled|generated|bring|brought|produced|people|there|got|happen(?:ed)?|highest|lowest|largest|biggest|всего|живут|сделали|сделано|сделал|работа\S*|оформлен\S*|зарегистрир\S*|поступил\S*|пришло|купил\S*|размещ\S*|разбивк\S*|разрез\S*)$/u;

import type { Word } from './words.ts';

const degree =
  /^(?:old|tall|high|long|big|large|heavy|expensive|wide|deep|fast|small|short|far|late|often)$/u;

/**
 * "On average, how tall are …", "In total, how many …": what is made of the number stands at the end, where it
 * closes the question, and not before the words that ask for it.
 */
export function withoutFront(words: readonly Word[]): readonly Word[] {
  const front = words.slice(0, 2).map(({ lower }) => lower);
  const phrase = front.join(' ');
  if (phrase !== 'on average' && phrase !== 'in total') return words;
  const start = words[2]?.lower === ',' ? 3 : 2;
  const [how, what] = words.slice(start, start + 2).map(({ lower }) => lower);
  const asks =
    phrase === 'on average'
      ? degree.test(what ?? '') || what === 'much'
      : what === 'many' || what === 'much';
  if (how !== 'how' || !asks) return words;
  const rest = words.slice(start);
  const isMarked = rest.at(-1)?.kind === 'mark';
  const said = isMarked ? rest.slice(0, -1) : rest;
  return [...said, ...words.slice(0, 2), ...(isMarked ? rest.slice(-1) : [])];
}

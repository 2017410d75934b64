import { endsClause, claim, free, type Reading } from '../reading.ts';
import type { OptionReading } from './option-rules.ts';

const tokens = /(?:^| )(?:bearer|token|токен\p{L}*|bearer-token|bearer-токен)(?: |$)/u;

/**
 * The secret of a sign-in, told in whatever words: a name in capitals in the sentence that speaks of a
 * token, "authenticating with the bearer token stored as ITEMS_TOKEN".
 */
export function readSecret(reading: Reading): OptionReading[] {
  let from = 0;
  for (let at = 0; at <= reading.tokens.length; at += 1) {
    if (!endsClause(reading, at)) continue;
    const words = reading.tokens.slice(from, at).map((token) => token.lower);
    const secret = tokens.test(words.join(' ')) ? capitalsIn(reading, from, at) : -1;
    const token = free(reading, secret);
    if (token !== undefined) {
      const evidence = claim(reading, secret, secret + 1);
      return [{ options: { auth: { type: 'bearer', secret: token.text } }, evidence }];
    }
    from = at + 1;
  }
  return [];
}

function capitalsIn(reading: Reading, from: number, to: number): number {
  return reading.tokens.findIndex(
    (token, at) =>
      at >= from &&
      at < to &&
      free(reading, at) !== undefined &&
      /^\p{Lu}[\p{Lu}\d]*(?:_[\p{Lu}\d]+)+$/u.test(token.text),
  );
}

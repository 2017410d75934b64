import { isMark } from '../../text/token.ts';
import { free, type Reading } from '../reading.ts';

const verbs =
  /^(?:check|checks|verify|validate|test|tests|assert|audit|monitor|monitoring|ensure|sure|quality|проверь|проверяй|проверить|проверяйте|контролируй|контроль|мониторь|мониторинг|следи|убедись)$/u;
const nouns =
  /^(?:checks?|rules?|tests?|constraints?|expectations?|requirements?|validations?|assertions?|quality|dq|проверки|проверка|правила|требования|ограничения)$/u;
/** A verb that announces checks opens the text; behind it they are conditions of a load. */
const opening = 4;

/** The token behind which statements about columns are checks: "Check …: a > 0", "rules: a > 0"; null when none are announced. */
export function announcedAt(reading: Reading): number | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const word = free(reading, at)?.lower ?? '';
    if (at < opening && verbs.test(word)) return at + 1;
    if (nouns.test(word) && isMark(reading.tokens[at + 1], ':', '—', '–', '-')) return at + 2;
  }
  return null;
}

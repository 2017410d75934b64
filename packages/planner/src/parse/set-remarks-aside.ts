import { has } from '../text/token.ts';
import { claim, endsClause, free, isMarkAt, type Reading } from './reading.ts';

/** What somebody else is said to want or to wait for, and that it is urgent. */
const remark =
  /(?:^|\s)(?:(?:keeps?|is|are|was|were|been) (?:asking|waiting|complaining|pushing|nagging|begging|chasing|impatient|desperate)|(?:wants?|needs?|expects?|requested|asked for|demands?) (?:it|this|that|them)|asap|urgent|urgently|soon|deadline|hurry|срочно|горит|(?:ждет|ждут|просит|просят|требует|требуют))(?=\s|$)/u;
const longest = 14;

/** Said while something else is done: "trim serial_no on the way", "заодно захешируй pin". */
const passing =
  /^(?:on (?:the|its|their) way|along the way|on the fly|in passing|en route|while (?:at it|you are at it|you're at it|we are at it|we're at it)|in the same (?:go|run|step)|in one go|по (?:пути|дороге)|на лету|попутно|заодно|в процессе)$/u;

/** Claims sentences about people ("Finance keeps asking for it.") and words that say "while doing so". */
export function setRemarksAside(reading: Reading): void {
  let from = 0;
  for (let at = 0; at <= reading.tokens.length; at += 1) {
    if (!endsClause(reading, at)) continue;
    if (at > from && isRemark(reading, from, at)) claim(reading, from, at);
    from = at + 1;
  }
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const end = passingEnd(reading, at);
    if (end !== null) claim(reading, at, end);
  }
}

/** Words alone, and none that says what is moved, where to, when or how. */
function isRemark(reading: Reading, from: number, to: number): boolean {
  if (to - from > longest) return false;
  const tokens = reading.tokens.slice(from, to);
  const isPlain = tokens.every((token, step) => {
    if (isMarkAt(reading, from + step, ',', '-', '—', "'", '(', ')')) return true;
    if (free(reading, from + step)?.kind !== 'word' || token.quoted) return false;
    return !(
      [
        'system',
        'move',
        'write',
        'every',
        'frequency',
        'weekday',
        'container',
        'cmp',
        'clock',
        'column_noun',
      ] as const
    ).some((tag) => has(token, tag));
  });
  return isPlain && remark.test(tokens.map(({ lower }) => lower).join(' '));
}

function passingEnd(reading: Reading, at: number): number | null {
  let words = '';
  for (let end = at; end < at + 5; end += 1) {
    const token = free(reading, end);
    if (token?.kind !== 'word' || token.quoted) return null;
    words = words === '' ? token.lower : `${words} ${token.lower}`;
    // "on the way to Postgres" tells the same; "in the process table" is a place.
    if (passing.test(words)) return has(reading.tokens[end + 1], 'container') ? null : end + 1;
  }
  return null;
}

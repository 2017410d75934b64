import { has, isMark } from '../../text/token.ts';
import { free, is, isMarkAt, type Reading } from '../reading.ts';
import { explanationStart } from './explanation.ts';

/** Verbs and prepositions that shut out what stands behind them. */
export const excluding =
  /^(?:ignore|ignoring|skip|skipping|drop|dropping|exclude|excluding|except|except for|leave out|leaving out|omit|omitting|remove|removing|discard|discarding|throw away|throw out|filter out|without|reject|rejecting|but not|no|исключи|исключая|исключ\S*|кроме|без|убери|убирай|отбрось|отбрасывай|unless|kick|kicking|weed|weeding|banish|apart from|all but|other than|none|nothing|not those|not the ones|bar|barring|minus|less|sans|save|leave aside|leaving aside|behind|за исключением|пропусти|пропускай|игнорируй|выкинь|не бери)$/u;

const secondWords = '(?:out|away|aside|off)';
const verbsOfTwo = new RegExp(
  `^(?:throw|throwing|toss|tossing|filter|filtering|leave|leaving|kick|kicking|weed|weeding|rule|ruling|screen|screening|strip|stripping|sift|sifting|cut|cutting|take|sort|sorting|clear|clean|cleaning|set|put|chuck|chucking) ${secondWords}$|^(?:rid of|away with)$|^(?:не (?:нужны|нужно|бери|грузи|тащи|загружай|включай))$`,
  'u',
);

/** "throw out rows where …", "get rid of lines with …": where a verb of several words begins that ends at `at`. */
function verbOfTwo(reading: Reading, at: number): number | null {
  const first = free(reading, at - 1)?.lower ?? '';
  if (!verbsOfTwo.test(`${first} ${free(reading, at)?.lower ?? ''}`)) return null;
  return first === 'rid' || first === 'away' ? at - 2 : at - 1;
}

/** Where the word stands that turns the condition round: "leave out rows with …", "ignore robots (…". */
export function negatedFrom(reading: Reading, at: number): number | null {
  if (free(reading, at)?.lower === 'unless') return at;
  let reach = at - 5;
  for (let back = at - 1; back >= Math.max(0, reach); back -= 1) {
    // "skip robots, i.e. those whose …": what is explained is what the verb shuts out.
    const explained = explanationStart(reading, back + 1);
    if (explained !== null) {
      reach = explained - 5;
      back = explained;
      continue;
    }
    const token = free(reading, back);
    if (token === undefined) return null;
    if (excluding.test(token.lower)) return back;
    const verb = verbOfTwo(reading, back);
    if (verb !== null) return verb;
    // "do not take patients who …"
    const isVerb =
      has(token, 'move') || /^(?:want|need|include|бери|загружай|переноси)$/u.test(token.lower);
    if (isVerb && is(reading, back - 1, 'not'))
      return free(reading, back - 2)?.lower === 'do' ? back - 2 : back - 1;
    // "без строк, где level меньше 2": a comma before a relative word parts nothing.
    const isRelative =
      isMarkAt(reading, back, ',') &&
      /^(?:где|котор\p{L}*|у(?: кого| которых)?)$/u.test(free(reading, back + 1)?.lower ?? '');
    const passed =
      isRelative ||
      isMarkAt(reading, back, '(') ||
      has(token, 'generic') ||
      has(token, 'determiner') ||
      has(token, 'all') ||
      has(token, 'filler') ||
      has(token, 'notify') ||
      has(token, 'container') ||
      (has(token, 'in') && is(reading, back + 1, 'determiner')) ||
      (token.kind === 'word' && token.senses.length === 0);
    if (!passed) return isFurther(reading, back) ? back + 1 : null;
  }
  return null;
}

/** "drop the cancelled orders", "get rid of all draft invoices": where the verb begins that shuts out what stands at `at`. */
export function shutBefore(reading: Reading, at: number): number | null {
  let back = at - 1;
  const passed = (place: number): boolean =>
    is(reading, place, 'determiner') ||
    is(reading, place, 'all') ||
    is(reading, place, 'generic') ||
    is(reading, place, 'of');
  while (back > at - 4 && verbOfTwo(reading, back) === null && passed(back)) back -= 1;
  const word = free(reading, back)?.lower ?? '';
  // "we don't want cancelled orders"
  const isDenied =
    is(reading, back - 1, 'not') &&
    (is(reading, back, 'move') || /^(?:want|need|include)$/u.test(word));
  if (isDenied) return free(reading, back - 2)?.lower === 'do' ? back - 2 : back - 1;
  return verbOfTwo(reading, back) ?? (excluding.test(word) && word !== 'save' ? back : null);
}

/** "skipping bots (is_bot = true) and anything without x": what shuts out the first shuts out the next. */
function isFurther(reading: Reading, joint: number): boolean {
  const joins = is(reading, joint, 'and') || isMarkAt(reading, joint, ',');
  const next = free(reading, joint + 1)?.lower ?? '';
  if (!joins || !/^(?:anything|everything|those|all|rows|anyone|everyone)$/u.test(next))
    return false;
  for (let at = joint - 1; at >= Math.max(0, joint - 12); at -= 1) {
    const token = reading.tokens[at];
    if (token === undefined || isMark(token, '.', ';', ':')) return false;
    if (!token.quoted && excluding.test(token.lower)) return true;
  }
  return false;
}

import { claim, isMarkAt, type Reading } from './reading.ts';

const greeting =
  /^(?:hi|hello|hey|dear|greetings|good (?:morning|day|afternoon|evening)|morning|привет|здравствуй|здравствуйте|коллеги|добрый|доброе)$/u;
const closing =
  /^(?:thanks|thank|thx|cheers|regards|sincerely|yours|best|kind|many|greetings|спасибо|благодарю|заранее)$/u;
const closingTail =
  /^(?:thanks|thank|you|thx|regards|wishes|advance|much|lot|very|so|kindly|in|a|and|cheers|спасибо|заранее|большое)$/u;
const longestGreeting = 5;
const longestName = 4;

/** Claims "Hi team," before a message and "Thanks, Ana" behind it: they name nothing that is moved. */
export function setCourtesyAside(reading: Reading): void {
  const first = reading.tokens[0];
  if (first !== undefined && greeting.test(first.lower)) {
    const end = reading.tokens
      .slice(0, longestGreeting)
      .findIndex((_token, at) => at > 0 && isMarkAt(reading, at, ',', '!', '.', ':', '-', '—'));
    if (end > 0) claim(reading, 0, end + 1);
    else claim(reading, 0, 1);
  }
  // "DATA-1203: …": the number of a ticket.
  const isTicket =
    /^\p{Lu}{2,10}-\d+$/u.test(first?.text ?? '') && isMarkAt(reading, 1, ':', '-', '—');
  if (isTicket) claim(reading, 0, 2);
  const start = closingAt(reading);
  if (start !== null) claim(reading, start, reading.tokens.length);
}

/** Where the last sentence is a thank-you and perhaps a name. */
function closingAt(reading: Reading): number | null {
  const count = reading.tokens.length;
  for (let at = Math.max(1, count - longestName - 6); at < count; at += 1) {
    const opens = isMarkAt(reading, at - 1, '.', '!', '?', ';', ',', '—', '-', ')');
    const broken = /\n/u.test(
      reading.text.slice(reading.tokens[at - 1]?.end, reading.tokens[at]?.start),
    );
    if (!(opens || broken) || !closing.test(reading.tokens[at]?.lower ?? '')) continue;
    let next = at + 1;
    while (next < count && closingTail.test(reading.tokens[next]?.lower ?? '')) next += 1;
    const rest = reading.tokens.slice(next).filter((token) => token.kind !== 'mark');
    const isName = rest.every(
      (token) => token.kind === 'word' && token.senses.length === 0 && /^\p{Lu}/u.test(token.text),
    );
    if (rest.length <= longestName && isName) return at;
  }
  return null;
}

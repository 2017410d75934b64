import { claim, free, is, isMarkAt, type Reading } from './reading.ts';

const corrects =
  /^(?:sorry|wait|rather|correction|actually|oops|вернее|точнее|ой|упс|простите|извините)$/u;
const words =
  /^(?:no|not|or|i|mean|meant|make|that|it|scratch|ah|oh|well|нет|то|есть|хотя|лучше|let's|please|better|instead)$/u;
/** How far back what is taken back may begin. */
const reach = 8;

/** Claims what a sentence takes back: "from Kafka topic rides... no wait, from Postgres rides". */
export function setCorrectionsAside(reading: Reading): void {
  for (let at = 1; at < reading.tokens.length; at += 1) {
    if (!isPause(reading, at - 1)) continue;
    const end = correctionEnd(reading, at);
    if (end === null) continue;
    const start = takenBack(reading, at - 1, end);
    if (start === null) continue;
    // "at 0:40 Central European time... make it 0:50": of a time no more than itself is taken back.
    const isTime = reading.tokens[start]?.kind === 'time';
    if (isTime) claim(reading, start, start + 1);
    claim(reading, isTime ? at : start, end);
  }
}

function isPause(reading: Reading, at: number): boolean {
  return isMarkAt(reading, at, '.', '…', '—', '–', '-', ',', '(');
}

/** Where "sorry," or "no wait," ends; null when none stands here. */
function correctionEnd(reading: Reading, at: number): number | null {
  let end = at;
  let isSure = false;
  while (end < at + 4) {
    const word = free(reading, end)?.lower ?? '';
    const isMeant = word === 'mean' && free(reading, end - 1)?.lower === 'i';
    if (corrects.test(word) || isMeant || word === 'i mean' || word === 'scratch') isSure = true;
    else if (!words.test(word)) break;
    end += 1;
  }
  // "... no, every 30 minutes": behind a break a plain no, and a comma.
  const isBreak = isMarkAt(reading, at - 1, '.', '…', '—', '–') && end > at;
  const denies =
    /^(?:no|нет)$/u.test(free(reading, at)?.lower ?? '') && isMarkAt(reading, end, ',');
  const remakes = /^(?:make|better|let's)$/u.test(free(reading, at)?.lower ?? '');
  if (!isSure && !(isBreak && (denies || remakes))) return null;
  return isMarkAt(reading, end, ',', ':', '-', '—') ? end + 1 : end;
}

type Kind = 'system' | 'time' | 'number' | 'weekday';

function kindAt(reading: Reading, at: number): Kind | null {
  const token = free(reading, at);
  if (is(reading, at, 'system')) return 'system';
  if (is(reading, at, 'weekday')) return 'weekday';
  return token?.kind === 'time' || token?.kind === 'number' ? token.kind : null;
}

/** The last thing before of the kind of the first one behind, with the word that leads it when both have one. */
function takenBack(reading: Reading, from: number, end: number): number | null {
  const behind = [0, 1, 2, 3, 4, 5].find((ahead) => kindAt(reading, end + ahead) !== null);
  if (behind === undefined) return null;
  const kind = kindAt(reading, end + behind);
  for (let at = from; at >= Math.max(0, from - reach); at -= 1) {
    if (kindAt(reading, at) !== kind) continue;
    const lead = free(reading, at - 1)?.lower;
    const isSameLead = lead !== undefined && lead === free(reading, end + behind - 1)?.lower;
    return isSameLead ? at - 1 : at;
  }
  return null;
}

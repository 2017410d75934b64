import type { LoadIntent } from '../../ir/index.ts';
import { claim, endsClause, free, is, type Reading } from '../reading.ts';

const kinds =
  '(?:files?|objects?|ones|csvs?|jsons?|parquets?|xmls?|drops?|exports?|reports?|uploads?|arrivals?|documents?|deliveries|dumps?|logs?|things|файл\\p{L}*|csv|json|xml|объект\\p{L}*|выгрузк\\p{L}*)';
const fresh =
  '(?:new|newly|fresh|freshly|unseen|unread|unprocessed|unloaded|recent|recently|incoming|latest|нов\\p{L}*|свеж\\p{L}*|необработанн\\p{L}*|непрочитанн\\p{L}*)';
const sinceLast =
  '(?:since (?:the |our |its |my )?(?:last|previous|preceding) (?:time|run|load|check|visit|pass|round|execution|look|pickup|fetch)|с прошл\\p{L}+ (?:раза|запуска)|с последн\\p{L}+ (?:раза|запуска)|после (?:прошл|последн)\\p{L}+ (?:раза|запуска))';
const unread =
  "(?:not|never|n't|haven't|hasn't|have not|has not|yet to be|не) (?:yet |been |ever |already |\\p{L}+ ){0,3}(?:loaded|processed|seen|read|imported|picked|ingested|handled|consumed|taken|fetched|collected|copied|загру\\p{L}*|обраб\\p{L}*|прочит\\p{L}*|забир\\p{L}*|брал\\p{L}*|видел\\p{L}*)";
const whole = '(?:whatever|what|everything|anything|all|those|что|все)';
const signals = [
  new RegExp(`(?<!\\p{L})${fresh} (?:\\p{L}+ ){0,2}${kinds}(?!\\p{L})`, 'u'),
  new RegExp(`(?<!\\p{L})${kinds} (?:\\p{L}+ ){0,8}(?:${sinceLast}|${unread})`, 'u'),
  new RegExp(`(?<!\\p{L})${whole} (?:\\p{L}+ ){0,8}(?:${sinceLast}|${unread})`, 'u'),
];
const places = ['s3', 'gcs', 'sftp', 'files'] as const;

/**
 * Files nobody has read yet, told in whatever words: "whatever files showed up since the last time". Only
 * where files are the first thing that is named; rows of a table have a column for it.
 */
export function readNewFiles(reading: Reading): LoadIntent | null {
  if (!beginsWithFiles(reading)) return null;
  let from = 0;
  for (let at = 0; at <= reading.tokens.length; at += 1) {
    if (!endsClause(reading, at) && free(reading, at) !== undefined) continue;
    const found = readPiece(reading, from, at);
    if (found !== null) return found;
    from = at + 1;
  }
  return null;
}

function beginsWithFiles(reading: Reading): boolean {
  const first = reading.tokens.findIndex(
    (token, at) => token.kind === 'path' || is(reading, at, 'system'),
  );
  return (
    reading.tokens[first]?.kind === 'path' ||
    places.some((place) => is(reading, first, 'system', place))
  );
}

function readPiece(reading: Reading, from: number, to: number): LoadIntent | null {
  const words = reading.tokens.slice(from, to).map((token) => token.lower);
  const text = words.join(' ');
  const match = signals.map((signal) => signal.exec(text)).find((one) => one !== null);
  if (match === undefined || match === null) return null;
  const start = from + text.slice(0, match.index).split(' ').length - 1;
  const end = Math.min(to, start + match[0].split(' ').length);
  return { mode: 'new_files', column: null, evidence: claim(reading, start, end) };
}

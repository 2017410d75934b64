import { has, textOf, type Token } from '../../text/token.ts';
import type { Reading } from '../reading.ts';
import type { Cue } from './anchor.ts';

const targetWords =
  /^(?:as|answer|answers|result|results|outcome|output|target|destination|goes|go|give|gives|feed|feeds|feeding|fill|fills|populate|refresh|rebuild|overwrite|build|building|create|creating|make|empty|clear|wipe|land|lands|результат|итог|приемник|назначение|наполняй|обновляй|обновляй по|обновлять по|обнови|перезапиши|перезаписывай|перестрой|пересобери|заполняй|очищай|дополняй|пересчитай|пересчитывай|пополняй|корми|цель)$/u;
const sourceWords =
  /^(?:source|origin|out|read|reading|reads|take|taking|pull|pulling|fetch|collect|mirror|join|joins|joined|follow|follows|match|monitor|monitoring|watch|check|audit|источник|читай|прочитай|возьми|бери|забирай|забери|выгружай|выгрузи|проверяй|проверь|мониторь|контролируй)$/u;
const placeWords =
  /^(?:in|on|inside|within|under|over|via|through|at|by|with|both|по|через|при|внутри)$/u;
const skipped =
  /^(?:the|a|an|our|my|their|its|this|that|new|same|production|prod|main|file|files|folder|directory|bucket|path|server|old|corporate|company|local|central|internal|external|файл\S*|папк\S*|каталог\S*|наш\S*|нов\S*|бакет\S*|серверa?|продовой|боевой|us|me|also|it|them|нему|ней|ним|down|up|over|straight|directly|там|сразу|затем|then|:|«|")$/u;
const maxBack = 5;

/** Which side the words before a token say it is. */
export function cueBefore(reading: Reading, start: number): Cue {
  for (let at = start - 1; at >= Math.max(0, start - maxBack); at -= 1) {
    const token = reading.tokens[at];
    if (token === undefined) return null;
    const cue = cueOf(reading, token, at);
    if (cue !== undefined) return cue;
    if (!isPassed(token)) return null;
  }
  return null;
}

/** The cue of a word; undefined: look further back. */
function cueOf(reading: Reading, token: Token, at: number): Cue | undefined {
  if (token.quoted || token.kind === 'name' || token.kind === 'path') return null;
  const word = token.lower;
  if (arrivesBefore(reading, at) || joinsBefore(reading, at) || follows(reading, at))
    return 'source';
  if (/^(?:в|во|на)$/u.test(word)) return isBoth(reading, at) ? 'place' : 'target';
  if (/^(?:с|со|<-|←)$/u.test(word)) return 'source';
  if (/^(?:->|=>|→|>)$/u.test(word)) return 'target';
  if (has(token, 'from')) return 'source';
  if (/^(?:to|into|onto|towards|toward)$/u.test(word)) return 'target';
  if (targetWords.test(word) || textOf(token, 'write') === 'replace') return 'target';
  if (sourceWords.test(word)) return 'source';
  if (placeWords.test(word)) return isResult(reading, at) ? 'target' : 'place';
  return undefined;
}

/** "answer in ClickHouse x": what comes out is there. */
function isResult(reading: Reading, at: number): boolean {
  return (
    /^(?:in|on|at|under)$/u.test(reading.tokens[at]?.lower ?? '') &&
    /^(?:answer|answers|result|results|outcome|output|sums|totals|figures|counts)$/u.test(
      reading.tokens[at - 1]?.lower ?? '',
    )
  );
}

/** "files dropped into sftp", "land in s3://…": where things lie before they are taken. */
function arrivesBefore(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  const leads = /^(?:in|into|on|onto|to|at|under|в|во|на)$/u.test(token?.lower ?? '');
  const before = reading.tokens[at - 1]?.lower ?? '';
  const subject = reading.tokens.slice(Math.max(0, at - 6), at - 1).map((one) => one.lower);
  // "from landing into ClickHouse", "the landing to …": a place that is called so.
  const named = reading.tokens[at - 2];
  const isNamed = named !== undefined && (has(named, 'from') || has(named, 'determiner'));
  return (
    leads &&
    !isNamed &&
    /^(?:dropped|landing|arriving|arrive|arrives|uploaded|sitting|sits|living|lives|live|waiting|appearing|appear|кладут|лежат|лежит|лежащие|падают|приходят|появляются|выкладывают|складывают|поступают|поступающие|хранятся|хранится)$/u.test(
      before,
    ) &&
    !subject.some((word) => /^(?:must|should|shall|to|will|gets?|get|be)$/u.test(word))
  );
}

/** "students joined to scholarships": both are read. */
function joinsBefore(reading: Reading, at: number): boolean {
  return (
    /^(?:to|onto|with|against)$/u.test(reading.tokens[at]?.lower ?? '') &&
    (joins.test(reading.tokens[at - 1]?.lower ?? '') || isJoinedTo(reading, at))
  );
}

const joins =
  /^(?:join|joins|joined|joining|left joined|left join|left-join|left-joined|inner join|inner-join|link|linked|match|matched|attach|attached|tied|tie|connect|connected|relate|related|compared)$/u;

/** "left-join Oracle MACHINES to MySQL repairs": the verb stands before the first of the two. */
function isJoinedTo(reading: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 6); back -= 1) {
    const word = reading.tokens[back]?.lower ?? '';
    if (joins.test(word)) return true;
    if (/^(?:and|with|from|into|to|in|who|,|;|:|\.)$/u.test(word)) return false;
  }
  return false;
}

/** Whether the words before a token join what is there to what stood before it. */
export function isPartner(reading: Reading, start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - maxBack); at -= 1) {
    const token = reading.tokens[at];
    if (token === undefined) return false;
    if (joinsBefore(reading, at)) return true;
    if (!isPassed(token)) return false;
  }
  return false;
}

/** "keep a in step with b", "up to date from b": b is what is followed. */
function follows(reading: Reading, at: number): boolean {
  if (/^(?:equal to|identical to|same as|the same as)$/u.test(reading.tokens[at]?.lower ?? ''))
    return true;
  return (
    /^(?:with|from|to|as|like|с|со)$/u.test(reading.tokens[at]?.lower ?? '') &&
    /^(?:step|sync|line|equal|same|exactly|just|look|aligned|synced|synchronised|synchronized|current|date|identical|consistent|соответствии|синхроне|синхронной|синхронными)$/u.test(
      reading.tokens[at - 1]?.lower ?? '',
    )
  );
}

function isBoth(reading: Reading, at: number): boolean {
  return [1, 2].some((back) =>
    /^(?:обе|оба|все|лежат|лежит|хранятся|хранится|находятся|живут|таблицы|есть)$/u.test(
      reading.tokens[at - back]?.lower ?? '',
    ),
  );
}

function isPassed(token: Token): boolean {
  return (
    skipped.test(token.lower) ||
    has(token, 'determiner') ||
    (has(token, 'container') && !has(token, 'move')) ||
    has(token, 'generic')
  );
}

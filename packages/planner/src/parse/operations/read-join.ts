import type { Evidence, ObjectMention, OperationIntent } from '../../ir/index.ts';
import { isColumnLike } from '../list.ts';
import { compileRules, readRuleAt } from '../pattern/rules.ts';
import { claim, endsClause, evidenceOf, free, is, type Reading } from '../reading.ts';
import { readUnmatched } from './read-unmatched.ts';

type How = Extract<OperationIntent, { op: 'join' }>['how'];

/** That tables are joined, and how; which tables is said by the endpoints. */
export interface JoinReading {
  readonly how: How;
  readonly at: number;
  readonly evidence: Evidence;
}

const always =
  /^(?:join|joined|joining|joins|inner join|left join|left-join|left-joined|inner-join|left-joining|outer join|lookup|enrich|enriched|enriching|enriches|соедини|соединить|соединяй|соедин\S*|склей|склеить|склеивай|сджойни|сджойнь|заджойни|джойн\S*|обогати|обогащай|обогатить)$/u;
/** These join only beside "with", "to", "together" or keys; alone they mean much else. */
const sometimes =
  /^(?:combine|combined|combining|match|matched|matching|tie|link|linked|connect|blend|attach|attached|glue|marry|stitch|merge|merging|merged|pair|bring|put|look|mix|share|shares|belong|belongs|connected|tied|related|paired|mapped|объедини|объединить|объединяй|свяжи|связать|сопоставь|дополни|сшей|сведи)$/u;

const keyRules = compileRules<readonly string[]>([
  {
    patterns: [
      '{ (by|on|via|using|key|keys|link|linked by|linked on|link key|join key|joined on|joined by|match|matched on|matched by)? (:)? <bracketed:cols> }',
      '(on|using|by|via|over|through|along|with|by means of|with the help of) (the)? (common|shared|same|key|join|matching|equal)? (key|column|columns|field|fields)? <keys:cols>',
      '(matching on|matched on|matched by|matching by|based on|keyed on|linked by|linked on|tied by|joined on|equal) (the)? (key|column|field)? <keys:cols>',
      '(where|when|if) <keys:cols> (matches|match|is equal|are equal|agree|agrees|coincide|coincides|is the same|are the same|fits)',
      '<keys:cols> (is|as|being) (the)? (join|common|shared|linking)? key',
      '(share|shares|sharing|have in common|in common) (the|a)? (common|same)? (key|column|columns|field)? <keys:cols>',
      '(have|having|has) (the)? <keys:cols> in common',
      '(key|keys|join key|matching key|common key|join column|join columns) (is|are|:|=)? <keys:cols>',
      '(по|через) (общему|общей|ключу|полю|колонке|столбцу|паре|полям|общим|ключам)? (ключу|полю|колонке|столбцу|полям)? <keys:cols>',
    ],
    mean: (captures) => {
      const bracketed = captures.texts('bracketed');
      const isKey = (name: string): boolean =>
        /_(?:id|no|key|code|ref|uuid|number)$|^id$/u.test(name);
      if (bracketed.length > 0)
        return bracketed.every((name) => isKey(name)) ? () => bracketed : null;
      const named = captures
        .texts('keys')
        .filter((key) => !key.includes('.') && !key.includes('/'));
      // "badge_no, everyone without one …": a mere word behind a written key opens another clause.
      const isWritten = (key: string): boolean =>
        /[_\d]|\p{Ll}\p{Lu}|^(?:id|code|sku|email)$/u.test(key);
      const mere = named.findIndex((key) => !isWritten(key));
      const keys = mere > 0 ? named.slice(0, mere) : named;
      return keys.length === 0 ? null : () => keys;
    },
  },
]);

const howRules = compileRules<How>([
  {
    patterns: [
      '(left join|left outer join|left-join|left-joined|left-joining|left outer)',
      '(left) (joined|joining)',
      '(,|{) (left) (,|;|}|.)',
      '(attached|attach|added|add|joined|matched|looked up|with them) (to them)? (where|if|wherever|when) (there (is|are)|they|it|these)? (any|one|some|available|present|exist|exists)',
      '(so that|such that|and|but|,)? (all)? ..2 without (a|an|any|matching|match)? ..2 (must|should|shall|have to|has to|still|also|are|is|do|does|may|will)? (not)? (still|also|be|get)? (still|also|be|get)? (stay|stays|remain|remains|kept|keep|survive|survives|also|too|lost|included|appear|appears|disappear|disappears|there|show up|shows up|count|drop out|fall out|vanish|come along|come too|missing) (in|there|too)?',
      '(keep|keeping|including|include|also keep|retain|retaining|even) (also)? (all|those|the|every|any)? ..2 (without|with no|lacking|that have no|which have no|having no|who have no) (a|an|any|matching|match|the)? (<x:col>)?',
      '(keep|keeping) (all|every) (the)? <x:col> (even)? (if|when|though) ..3 (no|missing|absent|not)',
      '(even) (if|when|though) (there is|they have|it has|there are) (no|none)',
      'слева',
      '(left|левый|левым|слева|лефт) (join|соединением|джойн|джойном|соединение)',
      '(даже)? (если)? (у)? ..2 (без|нет|не найдено|отсутствует) ..2 (тоже|остаются|оставь|сохрани|сохраняй|оставляй|должны остаться|останутся|не теряй|не терять)',
      '(оставь|оставьте|сохрани|сохраните|оставляй|сохраняй|включая|в том числе|не теряй|вместе с) (и)? (все|тех|те|теми|строки)? (,)? ..2 (без|у которых нет|у кого нет|кто без) (<x:col>)?',
    ],
    mean: () => () => 'left',
  },
  {
    patterns: [
      '(right join|right outer join|right-join)',
      '(правым|правый) (join|соединением|соединение|джойн)',
    ],
    mean: () => () => 'right',
  },
  {
    patterns: [
      '(full join|full outer join|outer join|full outer)',
      '(keep|keeping) (all)? (rows|records) (of|from) both (sides|tables)?',
      '(полным|полный|полное) (внешн*)? (join|соединением|соединение|джойн)',
    ],
    mean: () => () => 'full',
  },
  {
    patterns: ['(inner join|inner)', '(внутренним|внутренний) (join|соединением|джойн)'],
    mean: () => () => 'inner',
  },
]);

/** Reads and claims the word that joins, so that "merge a with b" is never taken for an upsert. */
export function readJoinWord(reading: Reading): JoinReading | null {
  const at = reading.tokens.findIndex((_token, place) => isTrigger(reading, place));
  if (at < 0) return null;
  const evidence = evidenceOf(reading, at, at + 1);
  const how = readHow(reading);
  for (let place = at; place < reading.tokens.length; place += 1) {
    // "share store_id": the verb leads to the keys as well.
    const isShare = free(reading, place)?.lower.startsWith('share') === true;
    if (!isShare && isTrigger(reading, place)) claim(reading, place, place + 1);
  }
  return { how: how ?? 'inner', at, evidence };
}

/** Reads and claims the columns of a join, one list for each further table. */
export function readJoinKeys(reading: Reading, join: JoinReading): (readonly string[])[] {
  const keys: (readonly string[])[] = [];
  for (let at = join.at; at < reading.tokens.length; at += 1) {
    const read = readRuleAt(reading, keyRules, at);
    if (read === null || !isKeyPlace(reading, at, read.end)) continue;
    if (keys.length > 0 && !isFurther(reading, at)) continue;
    keys.push(read.make(join.evidence));
    claim(reading, at, read.end);
  }
  return keys;
}

/** A second list of keys belongs to a further table: "… and with products on product_id". */
function isFurther(reading: Reading, at: number): boolean {
  return [1, 2, 3, 4].some((back) =>
    /^(?:with|then|next|с|со|затем|потом)$/u.test(free(reading, at - back)?.lower ?? ''),
  );
}

const between = /^(?:with|and|to|,|и|с|со|together|tables?|table|таблицы|таблицу|the|both)$/u;

/** Tables named right behind the word that joins, apart from any system: "match parcels with depots on …". */
export function readJoinTables(reading: Reading, join: JoinReading): ObjectMention[] {
  const objects: ObjectMention[] = [];
  for (let at = join.at + 1; at < join.at + 14 + objects.length * 4; at += 1) {
    // "… on trip_id, then ports on port_id": behind the keys of one table comes the next.
    at = nextTable(reading, at) ?? at;
    const token = free(reading, at);
    if (token === undefined || is(reading, at, 'system') || is(reading, at, 'from')) {
      if (token !== undefined && between.test(token.lower)) continue;
      break;
    }
    if (between.test(token.lower) || is(reading, at, 'determiner')) continue;
    if (!isColumnLike(token)) break;
    const evidence = evidenceOf(reading, at, at + 1);
    const dot = token.quoted ? -1 : token.text.lastIndexOf('.');
    objects.push({
      kind: 'name',
      schema: dot < 0 ? null : token.text.slice(0, dot),
      name: token.text.slice(dot + 1),
      evidence,
    });
  }
  return objects.length > 1 ? objects : [];
}

/** Where a further table stands behind keys that are read already: ", then ports", "and then with crews". */
function nextTable(reading: Reading, from: number): number | null {
  let at = from;
  while (at < from + 8 && at < reading.tokens.length && reading.claimed[at] === 1) at += 1;
  if (at === from) return null;
  let isFurther = false;
  while (at < from + 12) {
    const word = free(reading, at)?.lower ?? '';
    const joins = /^(?:then|next|затем|потом)$/u.test(word);
    if (!joins && !between.test(word)) break;
    isFurther ||= joins;
    at += 1;
  }
  return isFurther && isColumnLike(free(reading, at)) ? at : null;
}

/** One join for each table after the first; tables without columns of their own share the last ones. */
export function joinsOf(
  join: JoinReading,
  keys: readonly (readonly string[])[],
  tables: readonly string[],
): OperationIntent[] {
  const rights = tables.length > 1 ? tables.slice(1) : [''];
  return rights.map((right, at) => ({
    op: 'join',
    right,
    on: keys[at] ?? keys.at(-1) ?? [],
    how: join.how,
    evidence: join.evidence,
  }));
}

/** Reads and claims which rows of a join stay without a partner; null: the words do not say. */
export function readHow(reading: Reading): How | null {
  const found: How[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = readRuleAt(reading, howRules, at);
    if (read === null) continue;
    found.push(read.make(claim(reading, at, read.end)));
    at = read.end - 1;
  }
  const isKept = readUnmatched(reading);
  return found[0] ?? (isKept ? 'left' : null);
}

function isTrigger(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined || token.quoted || token.kind !== 'word') return false;
  if (token.lower === 'joined' && isArrival(reading, at)) return false;
  if (always.test(token.lower)) return true;
  if (!sometimes.test(token.lower)) return false;
  // "Match on student_no": without things to match, rows are matched with those which are there.
  if (token.lower.startsWith('match') && /^(?:on|by)$/u.test(free(reading, at + 1)?.lower ?? ''))
    return namesJoin(reading, at);
  if (token.lower === 'attached' && isBehindWith(reading, at)) return true;
  if (token.lower.startsWith('share')) return isKeyAhead(reading, at + 1);
  const into = token.lower.startsWith('merg') || token.lower === 'put' || token.lower === 'bring';
  for (let next = at + 1; next < at + 9; next += 1) {
    const word = free(reading, next)?.lower;
    if (word === undefined) break;
    if (word === 'common' && reading.tokens[next - 1]?.lower === 'in') return true;
    if (word === 'together' || (word === 'up' && token.lower === 'look')) return true;
    if (word === 'to' && tiesTo.test(token.lower) && isKeyBehind(reading, next)) return true;
    if (word === 'into' || word === 'to' || word === 'в') return false;
    if (word === 'against') return true;
    if (word === 'with' || word === 'с' || word === 'со') {
      return !into || token.lower.startsWith('merg')
        ? !['put', 'bring'].includes(token.lower)
        : false;
    }
    if (word === 'on' || word === 'using') return !into;
    const links =
      /^(?:link|linked|connect|connected|tied|attached|related|paired|mapped|tie|combine|combined|combining|match|matched)$/u;
    const leads = /^(?:by|via|through|over)$/u.test(word) && links.test(token.lower);
    if (leads && isKeyAhead(reading, next + 1)) return true;
  }
  return /^(?:объедин|свяж|сопостав|сшей|сведи)/u.test(token.lower);
}

/** "boats from x with their inspections from y attached": what comes along stands before the verb. */
function isBehindWith(reading: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 10); back -= 1) {
    if (is(reading, back, 'with'))
      return reading.tokens
        .slice(back, at)
        .some((_token, step) => is(reading, back + step, 'system'));
    if (endsClause(reading, back)) return false;
  }
  return false;
}

const tiesTo =
  /^(?:link|linked|connect|connected|tie|tied|attach|attached|match|matched|relate|related|mapped|pair|paired)$/u;

/** "link pickups to districts over district_id": behind the second table a key follows. */
function isKeyBehind(reading: Reading, at: number): boolean {
  return [2, 3, 4, 5].some(
    (ahead) =>
      /^(?:by|via|through|over|on|using|along)$/u.test(free(reading, at + ahead)?.lower ?? '') &&
      isKeyAhead(reading, at + ahead + 1),
  );
}

/** Whether two things to join are named before a verb: three systems, or two things and "and". */
function namesJoin(reading: Reading, at: number): boolean {
  const systems = reading.tokens.filter((_token, place) => is(reading, place, 'system')).length;
  const joins = reading.tokens
    .slice(0, at)
    .some((token) => /^(?:and|with|both|и|с)$/u.test(token.lower));
  return systems > 2 || joins;
}

/** "members who joined this month", "joined in 2024": people join, no tables. */
function isArrival(reading: Reading, at: number): boolean {
  const before = free(reading, at - 1)?.lower ?? '';
  const next = at + 1;
  return (
    /^(?:who|that|which|members?|people|customers|users|just|newly|recently)$/u.test(before) ||
    (['this', 'last', 'period', 'cmp', 'in'] as const).some((tag) => is(reading, next, tag))
  );
}

/** "via customer_id", "by means of hotel_id" */
function isKeyAhead(reading: Reading, at: number): boolean {
  return [0, 1, 2].some((ahead) => {
    const token = free(reading, at + ahead);
    return token?.kind === 'name' && token.text.includes('_') && !token.text.includes('.');
  });
}

/** "with customers" is a table, "with order_id" a key: a lone word is a key only behind "on", "by", "using". */
function isKeyPlace(reading: Reading, at: number, end: number): boolean {
  const next = free(reading, at + 1);
  const word = free(reading, at)?.lower ?? '';
  // "with each other", "on working days": no columns.
  if (is(reading, end, 'system') || is(reading, at + 1, 'system')) return false;
  if ((word === 'by' || word === 'по') && isMeasured(reading, at)) return false;
  if (word === 'with' || word === 'through' || word === 'via') {
    const last = free(reading, end - 1)?.text ?? '';
    return last.includes('_') && /_?(?:id|key|code|no|email|uuid)$/iu.test(last);
  }
  if (/^(?:whatever|anything|something|side)$/u.test(next?.lower ?? '')) return false;
  return true;
}

/** "sum total_amount by month": what is grouped, and no key. */
function isMeasured(reading: Reading, at: number): boolean {
  return [1, 2, 3, 4].some((back) =>
    /^(?:sums?|summed|total|totals|average|avg|mean|count|counts|number|min|max|minimum|maximum|revenue|grouped|group|сумм\p{L}*|средн\p{L}*|количеств\p{L}*|число|выручк\p{L}*|сгруппируй)$/u.test(
      free(reading, at - back)?.lower ?? '',
    ),
  );
}

import type { WriteIntent } from '../ir/index.ts';
import { compileRules } from './pattern/rules.ts';

type Mode = NonNullable<WriteIntent['mode']>;

const before = '(old|existing|previous|earlier|current|former|present|prior|outdated|stale)';
const rows =
  '(rows|row|records|data|entries|content|contents|lines|file|files|version|versions|copy|stuff|state|table|list|lists|export|report|snapshot|ones|documents|objects|values)';
const removed =
  '(removed|deleted|dropped|thrown away|thrown out|discarded|wiped|wiped out|purged|erased|cleared|cleared out|replaced|overwritten|gone|swept away|destroyed|scrapped)';
const remove =
  '(remove|removing|removes|delete|deleting|deletes|drop|dropping|drops|discard|discarding|throw away|throwing away|throw out|throwing out|purge|purging|erase|erasing|clear out|clearing out|get rid of|scrap|wipe out|wiping out|sweep away)';
const first =
  '(first|before|beforehand|before that|before loading|before the load|before each run|each time|every time|on each run|on every run|each run|at each run)?';
const there =
  '(there|in it|in there|inside|in the table|in the target|from it|from the table|on the other side)';
const add =
  '(add|adds|adding|put|puts|putting|insert|inserting|write|writing|place|placing|attach|append|load)';
const it =
  '(it|them|these|the rows|the result|the results|the answer|the answers|rows|new rows|the data|everything|all|only|just|what comes)?';

/** Ways of writing that are told by what happens to the rows which are there, in many words. */
export const writeModeRules = compileRules<Mode>([
  {
    patterns: [
      `${add} ${it} (on top of|below|behind|next to|beside|in addition to) (what|what's|whatever|that which|the rows|the data|everything|all|the|those|existing) ..3 (has|have|already|there|holds|exists|exist|rows|data|is|are|contains) (already|there|has)?`,
      `(in addition to|on top of) (what|the rows|the data|everything) (is|are|that is|that are)? (already)? (there|has|holds|exists)`,
      `${add} ${it} to (what|the rows|the data|everything|those|the) (is|are|that is|that are|existing|present)? (already)? (there|rows|data|records|content|contents|ones)`,
      `(add|insert|write|append) (only|exclusively)`,
      `(only|just|merely|simply) (add|insert|append|adding|inserting|appending|adds)`,
      `(adds|added|is added|are added|get added|gets added|being added|will be added|should be added|must be added) (only|to it|to the table|to them|there|at the end|on top)?`,
      `(nothing|no row|no rows|none of it|none of them) ..3 (may be|is|gets|are|must be|should be|is to be|is ever|be) (ever)? (deleted|overwritten|changed|touched|removed|replaced|lost)`,
      `(добавляй|добавлять|прибавляй|дописывай|клади) (их|строки|данные)? к (имеющимся|существующим|старым|тому что есть|уже загруженным) (строкам|данным|записям)?`,
      `(ничего) (там|в ней)? не (удаляй|перезаписывай|меняй|трогай|стирай)`,
    ],
    mean: () => () => 'append',
  },
  {
    patterns: [
      `(the|all|any)? ${before} ${rows}? ${there}? (are|is|gets|get|be|must be|should be|has to be|have to be|can be|may be|will be|being)? (all)? ${removed} ${first}`,
      `(the|all|any)? ${before} ${rows} ${there}? (goes|go) (away)? ${first}`,
      `${remove} (the|all|any|its)? ${before} ${rows}? ${there}? ${first}`,
      `${remove} (whatever|what|everything|all|anything) (that)? (is|was|has been|lies|stands)? (in|already)? ${there} ${first}`,
      `(what|whatever|everything|anything|all) (that)? (is|was|lies|stands|sits|had been) (already)? ${there} (before)? (gets|is|will be|must be|can be|may be|should be|has to be)? ${removed}`,
      `(reload|reloading|reloaded|reloads|refresh|refreshing|load|loading|loaded) (it|the table|them|everything|all)? (completely|fully|in full|from zero|entirely|as a whole|anew|afresh|wholesale)`,
      `(completely|fully|entirely|wholly) (reload|reloaded|refresh|refreshed|replaced|overwritten|new|rewritten|reloading|refreshing|exchanged)`,
      `(complete|full|entire|total|wholesale) (reload|replacement|rewrite|overwrite|exchange|rebuild|refresh|swap)`,
      `(start|starting|begin|beginning) (over|afresh|anew|clean|with an empty table|from an empty table|from zero|from nothing)`,
      `(delete|deleting) (and|then|before) (insert|inserting|load|loading|reload|reloading|write|writing)`,
      `(the)? (target|destination) (table)? (is|gets|must be|should be|has to be|to be|will be)? (emptied|cleared|truncated|replaced|overwritten|recreated|rebuilt|dropped|purged|wiped) ${first}`,
      `(replace|replacing|overwrite|overwriting|instead of|in place of) (the|our|my|its)? (last|previous|prior|preceding|old)? (week's|month's|day's|night's|quarter's|year's|run's|yesterday's|today's|day|week|month) (copy|version|export|extract|snapshot|file|dump|one|edition)`,
      `(swap|swap out|exchange) (the|its)? (old|whole|entire)? (content|contents|table|data)`,
      `(старое|прежнее|старые|прежние|все|имеющиеся|предыдущие|существующие) (данные|строки|записи|файлы|файл)? (удаляй|удали|удалять|стирай|сноси|выкидывай|замещай|чисти|убирай|стереть|снести)`,
      `(удаляй|удали|стирай|сноси|выкидывай|замещай|вычищай) (все)? (старые|прежние|имеющиеся|предыдущие|существующие|старое|прежнее|все) (данные|строки|записи|файлы|что там есть|что есть)?`,
      `(пересоздавай|пересоздав*|пересоздай|обнуляй|обнули|перестраивай|пересобирай|перевыкладывай) (таблицу|ее|файл)? (каждый раз|полностью|целиком)?`,
      `(целиком|полностью|полной|полная|с полной) (обновляй|обновлять|обновляя|обновление|обновлением|заменой|замена|заменяя|меняй|перегружай|перегрузка|перегрузкой)`,
    ],
    mean: () => () => 'replace',
  },
]);

const old =
  '(old|existing|previous|earlier|present|already loaded|already there|historic|historical)';
const rowWords = '(rows|row|records|data|entries|content|contents|lines|ones)';
const change =
  '(delete|deleting|change|changing|touch|touching|update|updating|modify|modifying|remove|removing|overwrite|overwriting|replace|replacing|alter|altering|lose|losing|wipe|wiping|truncate|truncating)';
/** Words that say that the rows which are there are kept. */
export const keptRows = compileRules<true>([
  {
    patterns: [
      `(add|adding|put|write|insert|attach|place) (the|them|it|all)? (new)? ${rowWords}? (only|always)? (to|at|onto) (the)? (end|bottom|tail) (of it|of the table)?`,
      `(never|do not|don't|must not|should not|without|not|cannot|can not) (ever)? ${change} (or|and|nor)? ${change}? (any|the|a|an|anything|any of the|its|what is|one)? (${old} ${rowWords}?|there|in the table|in it|already)`,
      `(keep|keeping|preserve|preserving|retain|retaining|leave|leaving) (all|the|every|any|all the|all of the)? (its|the|their)? ${old} ${rowWords} (untouched|unchanged|intact|as is|as they are|alone|in place|there)?`,
      `(never|do not|don't|must not|should not|without|not|cannot|can not) (ever)? ${change} (or|and|nor)? ${change}? (any|the|a|any of the|those|all)? ${rowWords} (of it)? (that|which)? (is|are|was|were|have been|has been)? (already|currently)? (there|in it|in the table|in the target|loaded|present)`,
      `(what|whatever|everything|all|rows) (that|which)? (is|was|are|were) (already)? (there|in it|loaded|in the table) (must|should|has to|have to|is to|are to|shall|may|will)? (not)? (be)? (stay|stays|remain|remains|kept|preserved|left alone|left untouched|touched|changed|lost|left as is)`,
      `(keep|keeping|preserve|leave) (what|everything|all) (that)? (is|was) (already)? (there|in it|in the table|loaded)`,
      `${old} ${rowWords} (there|in it|in there|in the table|in the target)? (must|should|have to|are to|may not|must not|shall|may|can|will)? (stay|remain|be kept|are kept|be preserved|stays|kept|survive|stay untouched|remain untouched|be left alone|be left untouched|be touched|not be touched|be changed|not be changed|be lost)`,
      `(старые|существующие|прежние|имеющиеся) (строки|записи|данные) (не)? (трогай|удаляй|меняй|изменяй|оставляй|оставь|сохраняй|сохрани|должны остаться|перезаписывай)`,
      `(не) (трогай|удаляй|меняй|изменяй|перезаписывай) (старые|существующие|прежние|имеющиеся) (строки|записи|данные)`,
      `(не) (трогай|трогать|удаляй|удалять|меняй|менять|изменяй|изменять) (те)? (строки|записи|данные) (,)? (что|которые) (там|в ней)? (уже)? (есть|лежат|загружены|там)`,
    ],
    mean: () => () => true,
  },
]);

const become =
  '(is|are|get|gets|be|should be|must be|should get|will be|shall be|have to be)? (updated|refreshed|replaced|overwritten)';
const insertRest =
  '(,|and|;|while)? (and)? (the)? (others|other|rest|new ones|new|new rows|unknown ones|remaining)? (rows|ones|records)? (are|is|get|gets|be)? (inserted|added|appended)?';
/** "existing order_id are updated, the others inserted": a merge in other words. */
export const updateRules = compileRules<readonly string[]>([
  {
    patterns: [
      `(existing|known|already present) <keys:cols> ${become} ${insertRest}`,
      `(rows|records|ones|lines|entries)? (with|sharing|having) (the|an|a)? (same|existing|known|equal) <keys:cols> ${become} ${insertRest}`,
      `(update|updating) (the)? (existing|known|matching)? (rows|records|ones)? (by|on|with the same|with equal) <keys:cols> (,|and)? (and)? (insert|inserting|add|adding) (the)? (new|others|rest|new ones|new rows)? (ones|rows|records)?`,
      `(insert|inserting|add|adding|append) (the)? (new|missing|unknown|others)? (ones|rows|records|entries)? (,|and|, and|but)? (and|but)? (update|updating|refresh|refreshing|overwrite|change) (the)? (existing|known|others|rest|old|present|changed)? (ones|rows|records|entries)? (by|on|via|using|over|based on) (the)? <keys:cols>`,
      `(match|matching|matched|matches) (the)? (existing|target|known|present|already loaded|old) (rows|records|ones|entries)? (by|on|via|using|through) (the)? <keys:cols>`,
      `match (rows|records|them|it)? (on|by) (the)? <keys:cols>`,
      `(use|using|take|with) (the)? <keys:cols> (to|for) (merge|merging|upsert|upserting|match|matching|identify rows|find rows|update|the merge|the upsert) (on|rows|it|them|the rows)?`,
      `(existing|known|old) (rows|records|ones|entries) (are|get|should be|will be|must be)? (matched|found|recognised|recognized|identified) (by|on|via|using|through) (the)? <keys:cols>`,
      `(строки|записи) с (тем же|таким же|существующим) <keys:cols> (обновляй|обновляются|обнови|перезаписывай)`,
    ],
    mean: (captures) => {
      const keys = captures.texts('keys');
      const written =
        keys.length > 0 && keys.every((key) => /_|^(?:id|code|sku|uuid)$/iu.test(key));
      return written ? () => keys : null;
    },
  },
]);

const version =
  '(file|list|version|copy|export|extract|table|snapshot|report|dump|one|data|rows|sheet|document|edition|batch|load)';
const modal = '(is to|are to|should|must|shall|will|has to|have to|needs to|can)?';
/** "the new file should replace the old one": the whole is written anew; nothing is said of which files are read. */
export const supersedingRules = compileRules<true>([
  {
    patterns: [
      `(the|each|every|a)? (new|newer|fresh|next|latest) ${version} (always)? ${modal} (always|simply|just)? (replace|replaces|overwrite|overwrites|supersede|supersedes|takes the place of|take the place of) (the|its)? ${before} ${version}?`,
      `(the)? ${before} ${version} ${modal} (is|are|be|gets|get)? (always)? (replaced|overwritten|superseded) (by|with) (the|a)? (new|newer|fresh|next|latest) ${version}?`,
      `(новый|новая|свежий|свежая) (файл|список|выгрузка|отчет|таблица|версия) (должен|должна|всегда)? (заменяет|заменяют|заменить|замещает|замещать|затирает|перезаписывает) (старый|старую|прежний|прежнюю|предыдущий|предыдущую) (файл|список|выгрузку|отчет|таблицу|версию)?`,
    ],
    mean: () => () => true,
  },
]);

import type { WriteIntent } from '../ir/index.ts';
import { compileRules } from './pattern/rules.ts';

type Mode = NonNullable<WriteIntent['mode']>;

const before = '(old|existing|previous|earlier|current|former|present|prior|outdated|stale)';
const rows =
  '(rows|row|records|data|entries|content|contents|lines|file|files|version|versions|copy|stuff|state|table|snapshot|ones|documents|objects|values)';
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
      `${add} ${it} (on top of|below|behind|next to|beside|in addition to) (what|whatever|that which|the rows|the data|everything|all|the|those|existing) ..3 (has|have|already|there|holds|exists|exist|rows|data|is|are|contains) (already|there|has)?`,
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
      `(swap|swap out|exchange) (the|its)? (old|whole|entire)? (content|contents|table|data)`,
      `(старое|прежнее|старые|прежние|все|имеющиеся|предыдущие|существующие) (данные|строки|записи|файлы|файл)? (удаляй|удали|удалять|стирай|сноси|выкидывай|замещай|чисти|убирай|стереть|снести)`,
      `(удаляй|удали|стирай|сноси|выкидывай|замещай|вычищай) (все)? (старые|прежние|имеющиеся|предыдущие|существующие|старое|прежнее|все) (данные|строки|записи|файлы|что там есть|что есть)?`,
      `(пересоздавай|пересоздав*|пересоздай|обнуляй|обнули|перестраивай|пересобирай|перевыкладывай) (таблицу|ее|файл)? (каждый раз|полностью|целиком)?`,
      `(целиком|полностью|полной|полная|с полной) (обновляй|обновлять|обновляя|обновление|обновлением|заменой|замена|заменяя|меняй|перегружай|перегрузка|перегрузкой)`,
    ],
    mean: () => () => 'replace',
  },
]);

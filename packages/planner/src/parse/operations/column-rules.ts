import type { OperationIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

const stay =
  '(must not|should not|may not|cannot|can not|must never|shall not|should never|does not|do not|will not|is not to|are not to|is not allowed to|are not allowed to)';
const leave =
  '(leave|be copied|be loaded|be moved|go|go along|come along|travel|be transferred|reach|arrive in|end up in|be exported|be sent|be included|appear|be there|get|be in|come|cross|land in|get into|be part of|be written|be shared|be passed on|make it)';
const columnNoun = '(column|columns|field|fields|attribute|attributes)';

/** What is left out or moved, kinds of file among it, and is no column. */
export const things =
  /^(?:anything|anyone|anybody|everyone|everybody|whoever|whatever|those|ones|files?|rows?|records?|lines?|entries|objects?|messages?|events|documents?|tables?|duplicates?|data|they|it|that|which|those|target|content|contents|rest|lists?|exports?|reports?|snapshots?|versions?|copy|copies|result|results|outcome|output|combination|answer|them|everything|nothing|changes|inserts|updates|deletes|deletions|csv|excel|xlsx|xml|parquet|jsonl?|изменения|удаления|вставки|обновления|результат\p{L}*|строки|файл\p{L}*|записи|данные|\p{Script=Cyrillic}+(?:ые|ие|ых|их))$/iu;

/** Columns that are left behind, and columns that alone are kept. */
export const columnRules = compileRules<OperationIntent>([
  {
    patterns: [
      `(drop|remove|omit|leave out|skip|exclude|excluding|without|minus|except|hide|mask|but not|leaving out|not) (the|any|all|some)? (sensitive|personal|private|secret|unneeded|unnecessary|confidential|irrelevant|useless|pii)? ${columnNoun} (that|which|legal|we|they|nobody|management|compliance|security|the|marketing|nobody|our|people|i|gdpr|he|she|someone|as)`,
      `(drop|remove|omit|leave out|skip|exclude|excluding|without|minus|hide|mask|masking|leaving out|anonymi*|pseudonymi*|encrypt|hash|obfuscate|redact) (the|any|all|some)? (sensitive|personal|private|secret|unneeded|unnecessary|confidential|irrelevant|useless|pii|unwanted) (${columnNoun}|data|information|ones|stuff|parts|bits)`,
      `(only|just|take|keep|load|with) (the)? (important|necessary|needed|relevant|useful|right|interesting|main|usual|required|essential|good|key|few) ${columnNoun} (that|which|we|they|you)?`,
      `(only|just|with)? (some|certain|a few|several|selected|specific) (of)? (the|its|their)? ${columnNoun}`,
      `(без|кроме|убери|исключи|удали|скрой) (всех|все|те)? (лишн*|чувствительн*|ненужн*|персональн*|личн*|секретн*|конфиденциальн*) (поля|полей|колонки|колонок|столбцы|столбцов|данные|данных)`,
      `(без|кроме|убери|исключи) (тех)? (полей|колонок|столбцов|поля|колонки|столбцы) (,)? (которые|которых|что) (не|нельзя|юрист*|мы|они|запрещ*)`,
      `(только|лишь|возьми|бери|выгружай|выгрузи|загружай|загрузи|копируй|скопируй|переноси|перенеси) (нужные|важные|необходимые|основные|полезные) (поля|колонки|столбцы|данные)`,
    ],
    mean: () => (evidence) => ({ op: 'drop_columns', columns: [], evidence }),
  },
  {
    patterns: [
      `<columns:cols> ${stay} ${leave} (the|our|there|to|into|anywhere|with it|out|from|over|across|along|in|it|here|that)? (the|our|this)? (hospital|company|country|building|source|database|system|target|warehouse|result|house|it|output|file|premises|organisation|organization|clinic|bank|office|eu|europe|region|report|copy|export|table|across|there)?`,
      `<columns:cols> (stays|stay|remains|remain) (behind|out|at home|home|where it is|where they are|in the source|out of it|outside)`,
      `(drop|dropping|remove|removing|omit|omitting|leave out|leaving out|discard|discarding|skip|skipping|strip|strip out|delete|exclude|excluding|cut|throw away|throw out|do not copy|do not load|don't load|don't copy|leave behind|get rid of|ignore|forget|do without|never send|do not send) (the)? ${columnNoun}? <columns:cols> ${columnNoun}`,
      `(drop|dropping|remove|removing|omit|omitting|leave out|leaving out|discard|discarding|skip|skipping|strip|strip out|delete|exclude|excluding|cut|throw away|throw out|do not copy|do not load|don't load|don't copy|leave behind|get rid of|do without) (the)? ${columnNoun} <columns:cols>`,
      `(take out|strip out|cut out|throw out) (the)? ${columnNoun}? <columns:cols>`,
      `(leave|keep|take|throw) (the)? <columns:cols> ${columnNoun}? (out|aside|behind|away|back) (of it)?`,
      `(without|minus|except|except for|but not|apart from|all but|excluding|all columns except|all columns but|every column except|everything but|everything except|all except) (the)? ${columnNoun} <columns:cols>`,
      `(all|every|all the|alle) ${columnNoun} (except|but|without|apart from|excluding|minus|other than|save) (for)? (the)? <columns:cols>`,
      `<columns:cols> (is|are)? (dropped|removed|omitted|left out|excluded|discarded|left behind|not needed|not copied|not loaded|not wanted|unwanted|to be dropped|to be removed|not to be loaded|not to be copied|thrown away|unnecessary|superfluous|must go|has to go|have to go|should be dropped|should be removed|must be dropped|must be removed|should be left out|must be left out|can be dropped|can go|must be excluded|should be excluded|must stay behind|must stay out|should stay behind)`,
      `<columns:cols> (:|-|–|—|->|→|=>) (drop|remove|leave out|omit|exclude|skip|out|delete|discard|do not load|don't load|убрать|удалить|убери|исключить)`,
      `(no) ${columnNoun}? <columns:cols> (please|there|in the target|in it|in the result)`,
      `<columns:cols> (убери|уберите|убрать|убирай|не бери|не брать|не нужн*|не переноси|не переносить|не загружать|не копировать|не выгружать|не передавать|не загружай|не копируй|исключи|исключить|удали|выкинь|отбрось|не выгружай|не должен попасть|не должна попасть|не должно попасть|не должны попасть|не должен попадать|не должны попадать|не передавай|выброси|не включай|опусти|пропусти)`,
      `(убери|убрать|убирай|не бери|не переноси|не загружай|не копируй|исключи|исключить|удали|выкинь|отбрось|не выгружай|не передавай|выброси|не включай|опусти|пропусти) (поле|поля|колонку|колонки|столбец|столбцы)? <columns:cols>`,
      `(без|кроме|за исключением|исключая) (поля|полей|колонки|колонок|столбца|столбцов) <columns:cols>`,
      `(все) (поля|колонки|столбцы) (,)? (кроме|без|за исключением) <columns:cols>`,
    ],
    mean: (captures) => {
      const columns = captures.texts('columns');
      // A qualified name is a table: "STG.METERS should go to Postgres"; files and rows are no columns.
      return columns.length === 0 ||
        columns.some((column) => column.includes('.') || things.test(column))
        ? null
        : (evidence) => ({ op: 'drop_columns', columns, evidence });
    },
  },
  {
    patterns: [
      `(keep|keeping|take|taking|use|load|send|copy|export|select|selecting|with|want|need|bring|transfer|move|retain) (only|just)? (the)? ${columnNoun} (:)? <columns:cols> (only)?`,
      `(only|just) (the)? ${columnNoun} (:)? <columns:cols>`,
      `(i|we|they) (only|just) (need|want|require|care about) <columns:cols>`,
      `(i|we|they) (need|want|require|care about) (only|just|nothing but|no more than) <columns:cols>`,
      `(the)? (following|needed|required|only|wanted) ${columnNoun} (are|:|needed)? (:)? <columns:cols>`,
      `${columnNoun} (needed|required|wanted|to keep|to load|to take|to copy) (:|are)? <columns:cols>`,
      `<columns:cols> (are|is) (all|everything|enough|the only|sufficient) (we need|i need|that is needed|needed|you need|columns)?`,
      `(nothing but|no more than) <columns:cols>`,
      `(возьми|бери|оставь|нужны|загружай|только|выбери|переноси|выгружай|копируй|оставляй) (только|лишь)? (поля|колонки|столбцы|поле|колонку|столбец) (:|—)? <columns:cols>`,
      `(поля|колонки|столбцы) (—|–|:|только|нужны)? (только)? (:)? <columns:cols> (и все|и только|достаточно)`,
      `(нужны|достаточно) (только|лишь)? <columns:cols>`,
    ],
    mean: (captures) => {
      const columns = captures.texts('columns');
      // "нужны только активные абоненты": what things are like is no column.
      const areLike = columns.some((column) =>
        /\p{Script=Cyrillic}(?:ые|ие|ых|их)$/iu.test(column),
      );
      return columns.length === 0 || areLike
        ? null
        : (evidence) => ({ op: 'select', columns, evidence });
    },
  },
]);

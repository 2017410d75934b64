import type { OperationIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

const addColumn =
  '(add|adding|append|create|include|compute|calculate|derive|introduce|put in|with|and|plus) (in)? (a|an|the|another|one)? (new|extra|additional|computed|calculated)? (column|field|timestamp)? (called|named)?';
const addRussian =
  '(добавь|добавляй|добавить|создай|посчитай|вычисли|заведи) (новую|новое|новый|доп*)? (колонку|столбец|поле)?';

const functions: readonly (readonly [string, readonly string[]])[] = [
  [
    'upper',
    [
      '(uppercase|upper-case|upper case|capitalise|capitalize) <columns:cols>',
      '<columns:cols> (is|are|should be|must be|be|goes|written|gets|turned|converted|to be)? (in|to|into)? (all)? (uppercase|upper case|upper-case|uppercased|capitals|capital letters|block capitals|upper) ({ <inner:col> })?',
      '(make|put|write|turn|convert|set|bring|store) <columns:cols> (in|to|into)? (all)? (uppercase|upper case|upper-case|capitals|capital letters)',
      '(приведи|переведи|приводи|переводи|сделай|запиши) <columns:cols> (к|в|ко)? (верхн* регистр*|заглавн* букв*|большими буквами|прописными буквами)',
      '<columns:cols> (приведи|переведи|приводи|переводи|сделай|пиши|к|в)? (к|в)? (верхн* регистр*|заглавными буквами|большими буквами|заглавными|прописными буквами)',
      '(верхн* регистр*) (для|у) <columns:cols>',
    ],
  ],
  [
    'lower',
    [
      '(lowercase|lower-case|lower case) <columns:cols>',
      '<columns:cols> (is|are|should be|must be|be|goes|written|gets|turned|converted|to be)? (in|to|into)? (all)? (lowercase|lower case|lower-case|lowercased|small letters|lower) ({ <inner:col> })?',
      '(make|put|write|turn|convert|set|bring|store) <columns:cols> (in|to|into)? (all)? (lowercase|lower case|lower-case|small letters)',
      '(приведи|переведи|приводи|переводи|сделай|запиши) <columns:cols> (к|в|ко)? (нижн* регистр*|строчн* букв*|маленькими буквами)',
      '<columns:cols> (приведи|переведи|приводи|переводи|сделай|пиши|к|в)? (к|в)? (нижн* регистр*|строчными буквами|маленькими буквами|строчными)',
      '(нижн* регистр*) (для|у) <columns:cols>',
    ],
  ],
  [
    'trim',
    [
      '(trim|strip|trimming) (the)? (spaces|whitespace|blanks|leading and trailing spaces|surrounding spaces|surrounding blanks)? (around|of|from|off|in)? <columns:cols>',
      '(cut|remove) (leading and trailing|surrounding|extra)? (spaces|whitespace|blanks) (around|from|off|of|in) <columns:cols>',
      '<columns:cols> (is|are|should be|must be|gets)? (trimmed|stripped)',
      '(обрежь|убери|удали|обрезай|срежь) (лишние|концевые|крайние)? пробелы (у|в|по краям|вокруг|из|с)? <columns:cols>',
      '<columns:cols> (обрежь|обрезай)',
    ],
  ],
];

/** Columns computed from others, or about the run. */
export const deriveRules = compileRules<OperationIntent[]>([
  ...functions.map(([name, patterns]) => ({
    patterns,
    mean: (captures: { texts(name: string): readonly string[] }) => {
      // "the destination code in upper case (dest_code)": the identifier in brackets is the column.
      const inner = captures.texts('inner');
      const columns = inner.length > 0 ? inner : captures.texts('columns');
      return columns.length === 0
        ? null
        : (evidence: OperationIntent['evidence']): OperationIntent[] =>
            columns.map((column) => ({
              op: 'derive',
              as: column,
              expression: `${name}(${column})`,
              evidence,
            }));
    },
  })),
  {
    patterns: [
      `${addColumn} <as:col> (column)? (with|holding|=|as|that holds|containing|set to|carrying|that is|for)? (the)? (current|load|loading|processing|run|ingestion)? (time|timestamp|date and time|moment|now|now { }|current_timestamp|datetime) (of (the)? (load|run|loading|ingestion))?`,
      `(stamp|mark) (each|every|the)? (row|rows|record|records) with (the)? (load|current|loading|run)? (time|timestamp) (in|as) <as:col>`,
      `${addColumn} (the)? (current|load|loading|run|ingestion) (time|timestamp) (as|in|into|called|named) <as:col>`,
      `${addRussian} <as:col> (с|=|со|—|–)? (текущим временем|временем загрузки|текущее время|время загрузки|текущей датой|моментом загрузки|now { })`,
      `${addRussian} (текущее время|время загрузки|дату загрузки) (как|в|под именем) <as:col>`,
    ],
    mean: (captures) => {
      const as = captures.text('as');
      return as === null
        ? null
        : (evidence) => [{ op: 'derive', as, expression: 'now()', evidence }];
    },
  },
  {
    patterns: [
      `${addColumn} <as:col> (column)? (with|holding|=|that holds|containing|that says|that tells|telling|saying|to say|showing|that shows|naming|to tell|for)? (the)? (name of)? (the)? (which)? (source|origin|originating|table|source table|originating table|table name|name of the table|where) (table|name|it)? (name|came|comes|of each row|each row came from|it came from|came from)? (from)?`,
      `${addRussian} <as:col> (с|со|=)? (именем|названием) (исходной|источника)? (таблицы)?`,
    ],
    mean: (captures) => {
      const as = captures.text('as');
      return as === null
        ? null
        : (evidence) => [{ op: 'derive', as, expression: 'source', evidence }];
    },
  },
]);

import type { OperationIntent } from '../../ir/index.ts';
import { compileRules, type Rule } from '../pattern/rules.ts';

type Keep = 'first' | 'last';

const row =
  '(row|rows|record|records|line|lines|entry|entries|version|versions|one|ones|state|value|position|reading|event|item|snapshot|copy)';
const per = '(per|for each|for every|of each|of every|by|for|within each|in each)';
const latest =
  '(latest|newest|most recent|last|freshest|most current|current|highest|largest|biggest|greatest|maximum|max)';
const earliest = '(earliest|oldest|first|lowest|smallest|minimum|min)';
const keepVerb = '(keep|keeping|leave|leaving|take|taking|retain|retaining|pick|only|just|hold)';

const keeps: readonly (readonly [Keep, string, string, string, string])[] = [
  [
    'last',
    latest,
    '(последн*|свеж*|самую последн*|самую свеж*|самая последн*|самая свеж*|самая нов*|нов*|самую нов*|максимальн*|наибольш*)',
    '(максимальн*|наибольш*|самым большим|самым поздним|последн*|самой поздней)',
    '(самой свежей|самой последней|самой новой|самой поздней|свежей|последней|новой)',
  ],
  [
    'first',
    earliest,
    '(перв*|самую перв*|самую ранн*|ранн*|стар*|минимальн*)',
    '(минимальн*|наименьш*|самым ранним|самой ранней)',
    '(самой ранней|самой первой|самой старой|первой|ранней|старой)',
  ],
];

const rules: Rule<OperationIntent>[] = keeps.flatMap(
  ([keep, english, russian, extreme, oblique]) => [
    {
      patterns: [
        `${keepVerb} (only|just)? (the)? (single)? (one)? ${row} (with|having) the ${english} <order:col> (only)? ${per} <keys:cols>`,
        `${per} <keys:cols> ${keepVerb} (only|just)? (the)? ${row} with the ${english} <order:col>`,
        `${per} <keys:cols> (,)? ${keepVerb} (only|just)? (the)? ${english} ${row}? (by|according to|based on|ordered by|judged by) <order:col>`,
        `${keepVerb} (only|just)? (one|a single one|one row|one record) ${per} <keys:cols> (,|:|-|—)? (namely)? (the)? (${row})? (with|having)? (the)? ${english} <order:col>`,
        `${per} <keys:cols> (,)? ${keepVerb} (only|just)? (the)? ${english} ${row}?`,
        `${keepVerb} (only|just)? (the)? (single)? ${english} ${row}? ${per} <keys:cols> (,)? (by|according to|based on|ordered by|judged by|sorted by|using|going by) <order:col>`,
        `${keepVerb} (only|just)? (the)? (single)? ${english} ${row}? ${per} <keys:cols>`,
        `${keepVerb} (only|just)? (the)? ${english} ${row}? (by|according to|based on|ordered by|judged by|using) <order:col> ${per} <keys:cols>`,
        `(one|a single|only one) ${row} ${per} <keys:cols> (,)? (with|having|namely|by|the one with) (the)? ${english} <order:col>`,
        `(one|a single|only one) ${row} ${per} <keys:cols> (:|,|-|–|—)? (the)? (one with the)? ${english} ${row}? (by|according to|based on|ordered by|judged by|with|having)? <order:col>`,
        `(the)? ${english} ${row} ${per} <keys:cols> (,)? (by|according to|based on|ordered by|judged by|using) <order:col>`,
        `(the)? ${english} ${row} (per|for each|for every|of each|of every) <keys:cols>`,
        `(drop|remove|delete|eliminate|discard|kill|get rid of|throw out|throw away|no) (all|any)? (the)? (duplicates|duplicate rows|duplicate records|dupes|doubles|repeats) (by|on|of|per|over|in|for|with the same|based on) <keys:cols> (,|and|;)? (and)? ${keepVerb} (only|just)? (the)? (row|record|one|line)? (with)? (the)? ${english} ${row}? (by|according to|based on|ordered by|of)? <order:col>`,
        `(drop|remove|delete|eliminate|discard|no) (all|any)? (the)? (duplicates|duplicate rows|duplicate records|dupes|doubles|repeats) (by|on|of|per|over|in|for|with the same|based on) <keys:cols> (,|and|;)? (and)? ${keepVerb} (only|just)? (the)? ${english} (${row})?`,
        `(deduplicate|dedupe|dedup|deduplicating|deduplicated|deduped) (rows|records|it|them)? (by|on|over|per|using|based on) <keys:cols> (,|and|;|:)? (and)? ${keepVerb} (only|just)? (the)? (row|record|one|line)? (with)? (the)? ${english} ${row}? (by|according to|based on|ordered by|of)? <order:col>`,
        `(deduplicate|dedupe|dedup|deduplicating|deduplicated|deduped) (rows|records|it|them)? (by|on|over|per|using|based on) <keys:cols> (,|and|;|:)? (and)? ${keepVerb} (only|just)? (the)? ${english} (${row})?`,
        `(if|when|where) <keys:cols> (repeats|repeat|occurs twice|is duplicated|occurs more than once) (,)? ${keepVerb} (the)? ${english} ${row}? (by|according to)? (<order:col>)?`,
        `(взять|бери|брать|возьми|оставь|оставить|оставляй)? (только)? по одной (,)? ${oblique} (записи|строке|версии)? (по <order:col>)? (,)? (записи|строке|версии)? (на|для) (кажд*)? <keys:cols>`,
        `(оставь|оставляй|бери|возьми|оставить|сохрани) (только)? (одну)? ${russian} (запись|строку|версию|записи|строки)? (на|для|по) (кажд*)? <keys:cols> (по|, по|—|,) <order:col>`,
        `(оставь|оставляй|бери|возьми|оставить|сохрани) (только)? (одну)? ${russian} (запись|строку|версию|записи|строки)? (на|для|по) (кажд*)? <keys:cols>`,
        `(оставь|оставляй|бери|возьми|оставить) (только)? (запись|строку) с ${extreme} <order:col> (на|для|по) (кажд*)? <keys:cols>`,
        `(по|для|на) (кажд*)? <keys:cols> (оставь|оставляй|бери|возьми|оставить) (только)? (одну)? ${russian} (запись|строку|версию)? (по)? (<order:col>)?`,
        `(по|для|на) (кажд*)? <keys:cols> (оставь|оставляй|бери|возьми) (только)? (запись|строку) с ${extreme} <order:col>`,
        `(удали|убери|убирай|удаляй|убрать|удалить|без|дедуплицируй|дедуплицировать|дедупликация) (дубли|дубликаты|дублей|дубликатов|повторы)? (по|на) <keys:cols> (,|;|и)? (оставь|оставить|оставляй|оставлять|оставив|оставляя|оставляем|бери|брать|сохраняй|сохранять|сохранить|нужна|остается|только)? (только)? ${russian} (запись|строку|версию)? (по)? (<order:col>)?`,
        `(удали|убери|убирай|удаляй|убрать|удалить|без|дедуплицируй|дедупликация) (дубли|дубликаты|дублей|дубликатов|повторы)? (по|на) <keys:cols> (,|;|и)? (оставь|оставить|оставляй|оставлять|оставив|бери|брать) (запись|строку)? с ${extreme} <order:col>`,
      ],
      mean:
        (captures) =>
        (evidence): OperationIntent => ({
          op: 'dedupe',
          keys: captures.texts('keys'),
          keep,
          orderBy: captures.text('order'),
          evidence,
        }),
    },
  ],
);

/** One row of several that are the same, or that share a key. */
export const dedupeRules = compileRules<OperationIntent>([
  ...rules,
  {
    patterns: [
      '(drop|remove|delete|eliminate|discard|get rid of|throw out|throw away|filter out|skip|no|without|removing|dropping) (all|any)? (the)? (fully|exact|exactly|completely|full)? (duplicates|duplicate rows|duplicate records|duplicate lines|dupes|doubles|repeats|identical rows|repeated rows) (by|on|of|per|over|in|for|with the same|based on) <keys:cols>',
      '(deduplicate|dedupe|dedup|deduplicating|deduplicated|deduped|unique) (rows|records|it|them|everything)? (by|on|over|per|using|based on) <keys:cols>',
      '(one|a single|only one|a) (row|record|line|entry) (per|for each|for every) <keys:cols> (only)?',
      '<keys:cols> (may|must|should) (appear|occur|be there|come) (only|just)? once',
      '(удали|убери|убирай|удаляй|убрать|удалить|без|дедуплицируй|дедупликация) (дубли|дубликаты|дублей|дубликатов|повторы|повторов)? по <keys:cols>',
      '(одна|одну|по одной) (строка|строку|строке|запись|записи) на (каждый|каждую|каждого|каждое)? <keys:cols>',
    ],
    mean: (captures) => (evidence) => ({
      op: 'dedupe',
      keys: captures.texts('keys'),
      keep: null,
      orderBy: null,
      evidence,
    }),
  },
  {
    patterns: [
      '(drop|remove|delete|eliminate|discard|get rid of|throw out|filter out|skip|no|without|removing|dropping|collapse|ignore|clean|clean out|clean up|weed out|weed|sort out|take out|purge|strip|kill|merge) (all|any)? (the)? (fully|exact|exactly|completely|full|complete|entirely)? (duplicates|duplicate rows|duplicate records|duplicate lines|dupes|doubles|identical rows|identical records|identical lines|repeated rows|repeats)',
      '(each|every) (row|record|line|entry) (only|just)? (once|one time|a single time) (only)?',
      '(each|every) (row|record|line|entry) (only once|just once|once only)',
      '(fully|exactly|completely)? (identical|equal|duplicate|same|duplicated|repeated) (rows|records|lines) (only)? (once|once only|just once|one time|only once|are removed|removed|must go|collapse into one|are dropped|dropped|should go)',
      '(deduplicate|dedupe|dedup|deduplicating|deduplicated|deduped|distinct rows|unique rows|distinct records) (rows|records|it|them|everything|whole rows|full rows|entire rows)?',
      '(удали|убери|убирай|удаляй|убрать|удалить|без|исключи) (полные|полных|полностью|точные|все)? (дубли|дубликаты|дублей|дубликатов|повторы|повторов|одинаковые строки|одинаковых строк|повторяющиеся строки)',
      '(одинаковые|повторяющиеся|полностью одинаковые) (строки|записи) (только|оставь|бери|оставляй)? (один раз|по одному разу|в одном экземпляре|убери|удали|убирай|удаляй)',
      '(дедуплицируй|дедупликация)',
    ],
    mean: () => (evidence) => ({ op: 'dedupe', keys: [], keep: null, orderBy: null, evidence }),
  },
]);

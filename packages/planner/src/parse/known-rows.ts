import { compileRules } from './pattern/rules.ts';
import { noKey } from './write-keys.ts';

const row =
  '(it|one|the row|that row|the record|such a row|such a record|such a one|this row|a row)';
const there =
  '(there|known|present|exists|exist|existing|found|in it|in the table|in the target|loaded|stored|matches|match)';
const change =
  '(change|update|overwrite|refresh|replace|amend|changing|updating|overwriting|refreshing|replacing)';
const insert = '(insert|add|create|append|inserting|adding|creating|appending)';
const otherwise =
  '(otherwise|if not|else|or else|if it is not|if it does not|when not|if it is new|if new)';
const refreshed =
  '(is|are|get|gets|be|should be|must be|will be|to be)? (updated|refreshed|replaced|overwritten)';
const added =
  '(,|;|and|while)? (and)? (the)? (others|other|rest|new ones|new|unknown ones|remaining) (rows|ones|records)? (are|is|get|gets|be)? (inserted|added|appended)';
const rest = `(,|;|:|.)? (and|but)? ${otherwise} (,)? ${insert} (${row}|it as new|a new one|a new row|as a new row)?`;

/** "if the file exists overwrite it": what is written to, and no key of its rows. */
const things =
  /^(?:files?|buckets?|partitions?|folders?|director(?:y|ies)|objects?|sheets?|tabs?|topics?|index|documents?|paths?|schemas?|databases?|collections?|queues?|targets?|tables?)$/iu;

/**
 * "if the order_no is already there change the row, if not insert it", "по ключу inn: есть такой — обновить,
 * нет — добавить": a merge told by what happens to each row. The keys, which may stand elsewhere.
 */
export const knownRowRules = compileRules<readonly string[]>([
  {
    patterns: [
      `(if|when|where) (the|a|an|its|that)? <keys:cols> (is|are|was|has)? (already|been)? ${there} (already)? (,)? (then)? ${change} ${row}? ${rest}`,
      `(if|when|where) (a|the)? (row|record|one)? (with)? (the|that|this|same)? (same)? <keys:cols> (is|are|was)? (already)? ${there} (already)? (,)? (then)? ${change} ${row}? ${rest}`,
      `(by|on|key|by key|by the key) <keys:cols> (:|,|—|–|-|{) (if|when|where) ${row}? (is|was)? (already)? ${there} (already)? (,)? (then)? ${change} ${row}? ${rest}`,
      `(if|when|where) ${row} (is|was)? (already)? ${there} (already)? (,)? (then)? ${change} ${row}? ${rest}`,
      `(rows|records|ones|lines|entries) (whose|where) (the)? <keys:cols> (is|are|was)? (already)? ${there} (already)? (are|is|get|gets|should be|must be|will be)? (updated|refreshed|replaced|overwritten) (,|;|and|while)? (and)? (the)? (others|other|rest|new ones|new|unknown ones|remaining)? (rows|ones|records)? (are|is|get|gets|be)? (inserted|added|appended)`,
      `(existing|known|matching) <keys:cols> (rows|records|ones|lines|entries) ${refreshed} ${added}`,
      `(если)? (такой|такая|такое|запись|строка)? (с)? (таким|таким же|тем же)? <keys:cols> (уже)? (есть|существует|найден*|имеется) (,|—|–|-)? (то)? (обновить|обновляй|обнови|обновлять|обновляем|заменить|меняй|заменяй) (ее|его|строку|запись)? (,|;)? (а)? (если)? (нет|иначе|нету) (такой|такого|такая)? (,|—|–|-)? (то)? (добавить|добавляй|добавь|добавлять|вставить|вставляй|вставь|создать|создавай) (ее|его|строку|запись|новую)?`,
      `(если)? (такой|такая|такое|запись|строка)? (уже)? (есть|существует|найден*|имеется) (такой|такая|такая запись|такая строка|уже)? (,|—|–|-)? (то)? (обновить|обновляй|обнови|обновлять|обновляем|заменить|меняй|заменяй) (ее|его|строку|запись)? (,|;)? (а)? (если)? (нет|иначе|нету) (такой|такого|такая)? (,|—|–|-)? (то)? (добавить|добавляй|добавь|добавлять|вставить|вставляй|вставь|создать|создавай) (ее|его|строку|запись|новую)?`,
    ],
    mean: (captures) => {
      const keys = captures.texts('keys');
      return keys.some((key) => noKey.test(key) || things.test(key) || key.includes('.'))
        ? null
        : () => keys;
    },
  },
]);

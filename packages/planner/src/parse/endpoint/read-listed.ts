import type { EndpointMention, Evidence } from '../../ir/index.ts';
import { compileRules, readRules } from '../pattern/rules.ts';
import type { Reading } from '../reading.ts';

/** Columns the words list for a table, and where. */
export interface ListedColumns {
  readonly columns: readonly string[];
  readonly evidence: Evidence;
}

const nounPhrase = '(columns|fields|attributes|column names|колонки|столбцы|поля)';
const rules = compileRules<ListedColumns>([
  {
    patterns: [
      `{ (its|the|it|which|that|with|they)? (only|just)? (has|have|only|all)? (the|these|following|only|just)? ${nounPhrase} (are|is|being|only)? (only|just)? (:)? <columns:cols> (,|-|–|—)? (and)? (only|that is it|that's it|nothing more|nothing else|and nothing else|and no others|no others|no more|that is all|that's all)? }`,
      `(its|the table's|whose) (only)? ${nounPhrase} (are|being) (only|just)? (:)? <columns:cols> (,|-|–|—)? (and)? (only|that is it|that's it|nothing more|nothing else|and nothing else|and no others|no others)?`,
      `(it|which|the table|that) (has|have|holds|contains) (only|just)? (the|these)? ${nounPhrase} (:)? <columns:cols> (,|-|–|—)? (and)? (only|that is it|that's it|nothing more|nothing else|and nothing else)?`,
      `{ (the|its)? (table|collection|it|that|which) (has|holds|contains) (only|just)? <columns:cols> (,|-|–|—)? (and)? (only|that is it|that's it|nothing more|nothing else|and nothing else|and no others|no others|no other columns|no further columns|no more columns) }`,
      `{ (its|with|which has|it has|has)? (only)? <columns:cols> (,|-|–|—)? (and)? (only|that is it|that's it|nothing more|nothing else|and nothing else|and no others) }`,
      `{ (в ней|в таблице|там|его|ее|это)? (есть|только|лишь)? (только)? ${nounPhrase} (—|–|-|:|это)? (только)? <columns:cols> (,)? (и все|и только|больше ничего|больше ничего нет|других нет)? }`,
      `(в ней|в таблице|там) (есть|только|лишь)? (только)? ${nounPhrase} (—|–|-|:)? <columns:cols>`,
      `(ее|его) ${nounPhrase} (—|–|-|:|это) <columns:cols>`,
    ],
    mean: (captures) => {
      const columns = captures.texts('columns');
      return columns.length < 2 ? null : (evidence) => ({ columns, evidence });
    },
  },
]);

/** Reads and claims "its columns are a, b and c". */
export function readListedColumns(reading: Reading): ListedColumns[] {
  return readRules(reading, rules);
}

/** Sources with the columns that are listed behind them. */
export function attachListed(
  sources: readonly EndpointMention[],
  listed: readonly ListedColumns[],
): readonly EndpointMention[] {
  const end = (source: EndpointMention): number =>
    Math.max(0, ...source.evidence.map((one) => one.end));
  return listed.reduce((ends, one) => {
    const before = ends.filter((source) => end(source) <= one.evidence.start);
    const owner = before.sort((a, b) => end(b) - end(a))[0] ?? ends[0];
    return ends.map((source) =>
      source === owner
        ? { ...source, columns: [...(source.columns ?? []), ...one.columns] }
        : source,
    );
  }, sources);
}

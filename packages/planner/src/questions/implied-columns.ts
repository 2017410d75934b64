import { columnsOf } from './adjectives/adjective-mention.ts';
import type { Attribute } from './cues/cue.ts';
import type { ColumnMention } from './form.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import type { State } from './state.ts';
import { weights } from './weights.ts';
import { labelColumns } from '../query/table-facts.ts';

/** Columns that adjectives speak of: "oldest" of age, or of birth dates the other way round. */
export function attributeMention(
  attributes: readonly Attribute[],
  state: State,
  index: SchemaIndex,
): readonly { readonly mention: ColumnMention; readonly against: boolean }[] {
  const isPlain = attributes.every(({ against, isEvent }) => !against && !isEvent);
  if (isPlain && attributes.length > 1) {
    const mention = anyAttribute(attributes, state, index);
    return mention === null ? [] : [{ mention, against: false }];
  }
  return attributes.flatMap((attribute, rank) => {
    const { words, against = false } = attribute;
    const alternatives = columnsOf(attribute, index);
    if (alternatives.length === 0) return [];
    const scored = alternatives.map((one) => ({ ...one, score: one.score - 0.08 * rank }));
    return [
      {
        mention: {
          kind: 'column',
          alternatives: scored,
          words,
          at: state.at,
          beside: [],
        },
        against,
      },
    ];
  });
}

/** One mention of all columns that any of the attributes names: the first ones are meant before the others. */
export function anyAttribute(
  attributes: readonly Attribute[],
  state: State,
  index: SchemaIndex,
): ColumnMention | null {
  const best = new Map<Field, number>();
  attributes.forEach((attribute, rank) => {
    for (const { what, score } of columnsOf(attribute, index)) {
      if (!best.has(what)) best.set(what, score - weights.implied.perRank * rank);
    }
  });
  const alternatives = [...best]
    .map(([what, score]) => ({ what, score }))
    .sort((a, b) => b.score - a.score);
  const words = attributes[0]?.words ?? '';
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words, at: state.at, beside: [] };
}

/** What names the rows of the table named last, or of any. */
export function labelMention(state: State, index: SchemaIndex | null): ColumnMention | null {
  const tables =
    (state.near ?? state.form.entity)?.alternatives ??
    index?.schema.tables.map((what) => ({ what, score: 0.5 })) ??
    [];
  const alternatives = tables.flatMap(({ what, score }): Named<Field>[] => {
    const [column] = labelColumns(what);
    return column === undefined ? [] : [{ what: { table: what, column }, score }];
  });
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: '', at: state.at, beside: [] };
}

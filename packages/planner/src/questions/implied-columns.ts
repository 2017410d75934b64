import type { Attribute } from './cues/cue.ts';
import type { ColumnMention } from './form.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import type { State } from './state.ts';
import { labelColumns } from '../query/table-facts.ts';

/** Columns that adjectives speak of: "oldest" of age, or of birth dates the other way round. */
export function attributeMention(
  attributes: readonly Attribute[],
  state: State,
  index: SchemaIndex,
): readonly { readonly mention: ColumnMention; readonly against: boolean }[] {
  return attributes.flatMap(({ words, against = false }, rank) => {
    const alternatives = index.fieldsNamed(words.split(' ')).filter(({ score }) => score >= 0.7);
    if (alternatives.length === 0 && words === 'date')
      alternatives.push(...index.times.events.map((one) => ({ ...one, score: one.score - 0.1 })));
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

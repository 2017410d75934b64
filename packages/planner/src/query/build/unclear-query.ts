import type { CatalogTable } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import type { QuestionBack } from '../question-types.ts';

/** Why no query is made, as a question in the language of the words. */
export function unclear(
  asked: Asked,
  why: 'what' | 'when' | 'join' | 'twice' | 'also',
  {
    root,
    needed = [],
    stray = [],
  }: {
    readonly root?: CatalogTable;
    readonly needed?: readonly CatalogTable[];
    readonly stray?: readonly string[];
  } = {},
): { readonly ok: false; readonly back: QuestionBack } {
  const name = root?.object.name ?? '';
  const others = needed
    .filter((table) => table !== root)
    .map((table) => table.object.name)
    .join(', ');
  const tables = asked.schema.tables.slice(0, 20).map((table) => table.object.name);
  const texts = {
    en: {
      what: `Which table is the question about? There are: ${tables.join(', ')}.`,
      when: `${name} has no date column, nor has a table it belongs to. Which date is meant?`,
      join: `I find no way to join ${name} with ${others}. Which columns connect them?`,
      also: `What should be said of ${stray.join(', ')}? Ask for one measure and its groups at a time.`,
      twice: `Joining ${name} with ${others} would add up its rows more than once. What should be added up for each?`,
    },
    ru: {
      what: `О какой таблице вопрос? Есть: ${tables.join(', ')}.`,
      when: `В таблице ${name} нет столбца с датой. Какая дата имеется в виду?`,
      join: `Я не вижу, как связать ${name} и ${others}. Какие столбцы их связывают?`,
      also: `Что нужно сказать о ${stray.join(', ')}? Спросите об одном показателе и его группах.`,
      twice: `При связи ${name} с ${others} строки сложились бы несколько раз. Что именно сложить?`,
    },
  } as const;
  const choices =
    why === 'what'
      ? tables.map((value) => ({ value, label: value, because: 'a table that may be meant' }))
      : [];
  return { ok: false, back: { question: texts[asked.language][why], choices } };
}

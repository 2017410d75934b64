import type { CatalogTable } from '@ai-etl/core';
import { isFree, tableOf, type Asked } from '../asked.ts';
import type { MeasureIR, OrderIR } from '../question-ir.ts';
import { claimMeasure, extremeAt } from './read-measure.ts';

/** Highest and lowest values, and the ranking of rows that one may be. */
export interface Extremes {
  readonly measures: readonly MeasureIR[];
  readonly order: OrderIR | null;
  readonly limit: number | null;
  readonly entity: CatalogTable | null;
}

/** "product with the highest price" ranks rows; "the highest price" is a value. */
export function readExtremes(asked: Asked, ranked: boolean): Extremes {
  const { tokens } = asked.reading;
  const measures: MeasureIR[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const read = extremeAt(asked, at);
    if (read === null) continue;
    const leads = tokens
      .slice(Math.max(0, at - 3), at)
      .some(({ lower }) =>
        /^(?:with|has|have|had|having|by|gets?|earns?|earn|whose|с|со|имеет|имеют|получает|у)$/u.test(
          lower,
        ),
      );
    const subject = asked.mentions.find(
      (one) => one.end <= at && isFree(asked, one) && tableOf(one) !== null,
    );
    const asksWho = tokens
      .slice(0, at)
      .some(({ lower }) => /^(?:who|which|whose|кто|какой|какая|у)$/u.test(lower));
    claimMeasure(asked, read);
    const { measure } = read;
    if (
      measure.column !== null &&
      (leads || asksWho) &&
      (subject !== undefined || asksWho) &&
      !ranked
    ) {
      return {
        measures,
        order: {
          by: { table: measure.table, column: measure.column },
          direction: measure.fn === 'max' ? 'desc' : 'asc',
        },
        limit: 1,
        entity: tableOf(subject ?? null) ?? measure.table,
      };
    }
    measures.push(measure);
  }
  return { measures, order: null, limit: null, entity: null };
}

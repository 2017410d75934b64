import type { CatalogTable, Expression, QueryColumn } from '@ai-etl/core';
import { addsUp, sameMeasure } from '../measures/make-measure.ts';
import type { ColumnRef, MeasureIR, QuestionIR } from '../question-ir.ts';
import { keyColumns } from '../table-facts.ts';
import { measureExpression, measureName } from './measure-expression.ts';
import type { Names } from './output-names.ts';

/** A measure and the column that shows it. */
export interface MeasureColumn {
  readonly measure: MeasureIR;
  readonly column: QueryColumn;
}

/** What is computed: the measures that are asked for, then those that conditions on groups need. */
export function measureColumns(
  ir: QuestionIR,
  {
    root,
    multiplies,
    column,
    names,
  }: {
    readonly root: CatalogTable;
    /** Joins repeat rows of the root. */
    readonly multiplies: boolean;
    readonly column: (ref: ColumnRef) => Expression;
    readonly names: Names;
  },
): readonly MeasureColumn[] {
  const needed = ir.conditions
    .flatMap((one) => (one.kind === 'group' ? [one.measure] : []))
    .filter((one) => !ir.measures.some((other) => sameMeasure(one, other)));
  const addsForeign = ir.measures.some((one) => one.table !== root && addsUp(one));
  return [...ir.measures, ...needed].map((measure) => {
    const repeats = multiplies || (addsForeign && measure.table !== root);
    const distinctKey = repeats ? keyColumns(measure.table)[0] : undefined;
    const name = names.free(measureName(measure));
    const expression = measureExpression(measure, column, { distinctKey });
    return { measure, column: { name, expression } };
  });
}

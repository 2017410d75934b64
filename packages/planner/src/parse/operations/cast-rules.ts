import type { OperationIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';
import { sqlType } from './sql-types.ts';

const article = '(a|an|the|type|proper|real|тип|типу|типа)?';

/** Changes of a column's type. A type is always named: other words are not changes of type. */
export const castRules = compileRules<OperationIntent[]>([
  {
    patterns: [
      `(cast|convert|change|turn|parse|coerce|transform) <columns:cols> (to|as|into|in) ${article} <type:type> (type)?`,
      `(make|treat|store|read|interpret) <columns:cols> (as|be)? ${article} <type:type> (type)?`,
      `<columns:cols> (becomes|become|is cast to|are cast to|cast to|cast as|converted to|converted into|is converted to|turns into|turned into|should be|must be|should become|must become|to become|has to be|is to be|needs to be|to be|in|as|to|into|->|→|=>|:) ${article} <type:type> (type)?`,
      `(приведи|приводи|преобразуй|преобразовать|сконвертируй|конвертируй|переведи|превращай|преврати|привести) <columns:cols> (к|в|ко) ${article} <type:type>`,
      `<columns:cols> (приведи|приводи|привести|приводить|преобразуй|преобразовать|преобразовывать|сконвертируй|сконвертировать|конвертируй|конвертировать|переведи|перевести|преврати|превратить|сделай|сделать|станет|становится|в|к|как|должен быть|должна быть|должно быть) (к|в)? ${article} <type:type>`,
      `(сделай) <columns:cols> <type:type>`,
    ],
    mean: (captures) => {
      const type = sqlType(captures.text('type') ?? '');
      const columns = captures.texts('columns').filter((column) => sqlType(column) === null);
      // A qualified name is a table: "export dw.sales as JSON".
      if (type === null || columns.length === 0 || columns.some((one) => one.includes('.')))
        return null;
      return (evidence) => columns.map((column) => ({ op: 'cast', column, type, evidence }));
    },
  },
]);

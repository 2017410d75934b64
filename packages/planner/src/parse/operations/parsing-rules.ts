import type { OperationIntent, ParsingIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';
import { sqlType } from './sql-types.ts';

/** How a text is written, and the type it becomes when the same words say so. */
export interface ParsingReading {
  readonly parsing: ParsingIntent;
  readonly cast: Extract<OperationIntent, { op: 'cast' }> | null;
}

const becomes =
  '((,)? (and)? (turned|converted|changed|cast|transformed|parsed|made)? (into|becomes|become|should become|must become|is cast to|cast to|converted to|is converted to|turns into|should be|must be|has to be|needs to be|is to be|is to become|goes in as|to|as|->|→|в|к|станет|становится|приведи|привести|приводи|преобразуй|преобразовать|переведи|перевести|конвертируй|конвертировать|сконвертируй|превратить|преврати|сделай|сделать|распарси|распарсить|разбери) (к|в|ко)? (тип|типу)? (a|an|the|proper|real)? <type:type>)?';
const written =
  '(text|a text|string|a string|strings|texts|is text|is a text|is a string|are texts|written|formatted|stored|given|spelled|typed|looks|look|comes|come|arrives|arrive|is)';

/** How texts of a column are written: by an example, by a format, or a decimal comma. */
export const parsingRules = compileRules<ParsingReading>([
  {
    patterns: [
      `<column:col> (,)? (which|that)? (is|are)? ${written} (like|as|in|in the form|in the format|in format) <sample:value> ${becomes}`,
      `<column:col> { (which|that)? (is|are)? ${written}? (like|as|in|in the form|in the format|format|e.g.|for example|such as) <sample:value> } ${becomes}`,
      `<column:col> { (a)? (text|string|strings|texts|written|stored)? (like|as|such as|e.g.) <sample:value> } ${becomes}`,
      `(cast|convert|change|turn|приведи|преобразуй|переведи) <column:col> (to|into|as|к|в) (a|an|the|типу|тип|type)? <type:type> { (format|in the format|from|written as|written|like|as|формат*|в формате|вида|как)? <sample:value> }`,
      `<column:col> (to|into|as|becomes|->|→|:) (a|an|the)? <type:type> { (format|in the format|from|written as|written|like|as)? <pattern:value> }`,
      `<column:col> (to|into|as|becomes|->|→|:)? (a|an|the)? <type:type> { ..6 <pattern:value> (style|form|format|like)? (strings|texts|values|dates|text|string)? (,)? (day first|month first|year first|день первый)? }`,
      `<column:col> { <pattern:value> } ${becomes}`,
      `(дата|дату|поле|колонка|колонку|столбец)? <column:col> (из|с) (формата|вида|записи) <sample:value> ${becomes}`,
      `<column:col> (is|are)? (cast|converted|parsed|changed|turned|read) from <sample:value> (to|into|as) (a|an|the)? <type:type>`,
      `(parse|read) <column:col> as <sample:value> ${becomes}`,
      `(dates|date|timestamps|times|values) ${written}? (like|as|in the form|in the format|in format|format|such as) <sample:value> (in|for|of) <column:col> ${becomes}`,
      `(dates|date) <pattern:value> (in|for|of) <column:col> ${becomes}`,
      `(dates|date|timestamps) (in|of) <column:col> (are|is)? ${written}? (like|as|in the form|in the format|in format|format|such as) <sample:value> ${becomes}`,
      `(даты|дата|время) (в|у) (поле|поля|колонке|столбце|колонки)? <column:col> (—|–|-)? (в)? (вида|виде|формате|формата|как|записаны как|записан* как) <sample:value>`,
      `(в|у) (поле|колонке|столбце)? <column:col> (даты|дата) (вида|в виде|в формате|формата|как) <sample:value>`,
      `(даты|дата) (вида|в виде|в формате|формата|как) <sample:value> (в|у) <column:col>`,
      `<column:col> { (в)? (формат*|вид*|написан* как|вида|записан* как|как) <sample:value> } ${becomes}`,
      `<column:col> (в|записан* в|приходит в|хранится в) (формате|виде) <sample:value> ${becomes}`,
      `<column:col> (записан*|написан*|выглядит|приходит) (как|вида) <sample:value> ${becomes}`,
      `(parse|read|interpret) <column:col> (with|in) (the)? (format|pattern) <sample:value> ${becomes}`,
    ],
    mean: (captures) => {
      const column = captures.text('column');
      const [pattern] = captures.values('pattern');
      // In brackets and without a word that says so, only what can be nothing else is a format.
      if (pattern !== undefined && dateFormat(String(pattern.value)) === null) return null;
      const sample = captures.values('sample')[0] ?? pattern;
      // "token stored as API_TOKEN": the name of a secret is no sample.
      if (sample?.type === 'number') return null;
      const isName = /^\p{Lu}+(?:_\p{Lu}+)+$/u.test(String(sample?.value ?? ''));
      if (column === null || sample === undefined || isName) return null;
      const type = sqlType(captures.text('type') ?? '');
      return (evidence) => ({
        parsing: { column, format: dateFormat(evidence.text) ?? String(sample.value), evidence },
        cast: type === null ? null : { op: 'cast', column, type, evidence },
      });
    },
  },
  {
    patterns: [
      `<column:col> (, (which|that))? (is|are|has|have|uses|use|comes|come|written|arrives)? (with|using|in)? (a|the)? (decimal comma|decimal commas|comma as decimal separator|comma as the decimal separator|comma for decimals|comma decimals) ${becomes}`,
      `<column:col> { (with|has|uses)? (a)? (decimal comma|decimal commas|comma as decimal separator|comma as the decimal separator) } ${becomes}`,
      `(decimal comma|decimal commas|comma decimal|comma decimals|a comma for decimals) (in|for) <column:col> ${becomes}`,
      `<column:col> (с|через|{ с|{) (десятичной запятой|десятичная запятая|запятой|запятую) (})? ${becomes}`,
      '(десятичная запятая|десятичной запятой|десятичную запятую|запятая вместо точки) (в|у) (поле|колонке|столбце)? <column:col>',
      '(в|у) (поле|поля|колонке|столбце)? <column:col> (—|–|-)? (десятичная запятая|десятичной запятой|запятая вместо точки)',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      const type = sqlType(captures.text('type') ?? '');
      return column === null
        ? null
        : (evidence) => ({
            parsing: { column, format: 'decimal comma', evidence },
            cast: type === null ? null : { op: 'cast', column, type, evidence },
          });
    },
  },
]);

/** `31/12/2024` as `dd/MM/yyyy`, `dd.mm.yyyy` as `dd.MM.yyyy`; null when no date stands there. */
export function dateFormat(written: string): string | null {
  const text = written.replaceAll(/[дмг]{1,4}(?:[./-][дмг]{1,4}){2}/giu, (format) =>
    format.toLowerCase().replaceAll('д', 'd').replaceAll('м', 'M').replaceAll('г', 'y'),
  );
  const sample = /\b(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\b/u.exec(text);
  if (sample !== null) {
    const [, first = '', mark = '', middle = ''] = sample;
    if (first.length === 4) return ['yyyy', 'MM', 'dd'].join(mark);
    return (
      Number(middle) > 12 || /\bmonth first\b/iu.test(text)
        ? ['MM', 'dd', 'yyyy']
        : ['dd', 'MM', 'yyyy']
    ).join(mark);
  }
  const pattern = /\b(?:d{1,2}|m{1,2}|y{2,4})([./-])(?:d{1,2}|m{1,2})\1(?:d{1,2}|y{2,4})\b/iu.exec(
    text,
  )?.[0];
  return pattern === undefined ? null : pattern.toLowerCase().replaceAll('m', 'M');
}

import type { FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence } from '../fragment.ts';
import { argument, integerLiteral, plain, printArguments, textArgument } from '../functions.ts';
import { letterCaseFunctions } from './letter-case.ts';

/** Fewer pieces than asked for give an empty text; SUBSTRING_INDEX would give the last one. */
const splitPart: FunctionPrinter = (call, printer) => {
  const [text = '', delimiter = '', index = ''] = printArguments(call, printer);
  const isFirst = integerLiteral(argument(call, 2)) === 1;
  const whole = `CASE ${index} WHEN 1 THEN ${text} ELSE LEFT(${text}, 0) END`;
  if (textArgument(call, 1) === '') {
    const isLiteral = argument(call, 1).kind === 'literal';
    return isLiteral
      ? atom(whole)
      : printer.unsupported('split_part with a computed delimiter', 'write it as a literal');
  }
  const piece = `SUBSTRING_INDEX(SUBSTRING_INDEX(${text}, ${delimiter}, ${index}), ${delimiter}, -1)`;
  if (isFirst) return callFragment('SUBSTRING_INDEX', [text, delimiter, '1']);
  const width = Array.from(textArgument(call, 1)).length;
  const taken = `CHAR_LENGTH(${text}) - CHAR_LENGTH(REPLACE(${text}, ${delimiter}, ''))`;
  return atom(`CASE WHEN ${taken} < (${index} - 1) * ${width} THEN '' ELSE ${piece} END`);
};

/** An empty fill adds nothing; MySQL would say NULL. */
const pad =
  (name: string): FunctionPrinter =>
  (call, printer) => {
    const fill = argument(call, 2);
    const [text = '', count = '', fillText = ''] = printArguments(call, printer);
    const padded = callFragment(name, [text, count, fillText]);
    if (fill.kind === 'literal' && fill.type === 'text' && fill.value !== '') return padded;
    return atom(`CASE WHEN ${fillText} = '' THEN LEFT(${text}, ${count}) ELSE ${padded.text} END`);
  };

const edge =
  (name: 'LEFT' | 'RIGHT'): FunctionPrinter =>
  (call, printer) => {
    const [text = '', part = ''] = printArguments(call, printer);
    return {
      text: `${name}(${text}, CHAR_LENGTH(${part})) = ${printer.print(argument(call, 1), precedence.comparison + 1)}`,
      precedence: precedence.comparison,
    };
  };

/** LOCATE takes the part first. */
const locate: FunctionPrinter = (call, printer) => {
  const [text = '', part = ''] = printArguments(call, printer);
  return callFragment('LOCATE', [part, text]);
};

/** MariaDB gives the text back for a NULL that would replace nothing. */
const replace: FunctionPrinter = (call, printer) => {
  const replaced = plain('REPLACE')(call, printer, '');
  const to = argument(call, 2);
  return printer.typeOf(to).nullable
    ? atom(`CASE WHEN ${printer.print(to)} IS NOT NULL THEN ${replaced.text} END`)
    : replaced;
};

/** Texts; they are compared by code points, see columns.ts. */
export const textFunctions: Readonly<Record<string, FunctionPrinter>> = {
  ...letterCaseFunctions,
  trim: plain('TRIM'),
  ltrim: plain('LTRIM'),
  rtrim: plain('RTRIM'),
  length: plain('CHAR_LENGTH'),
  substring: plain('SUBSTRING'),
  left: plain('LEFT'),
  right: plain('RIGHT'),
  replace,
  concat: (call, printer) =>
    callFragment(
      'CONCAT',
      call.args.map((arg) =>
        printer.typeOf(arg).nullable ? `COALESCE(${printer.print(arg)}, '')` : printer.print(arg),
      ),
    ),
  starts_with: edge('LEFT'),
  ends_with: edge('RIGHT'),
  contains: (call, printer) => ({
    text: `${locate(call, printer, '').text} > 0`,
    precedence: precedence.comparison,
  }),
  position: locate,
  split_part: splitPart,
  lpad: pad('LPAD'),
  rpad: pad('RPAD'),
  md5: plain('MD5'),
  sha256: (call, printer) => callFragment('SHA2', [printer.print(argument(call, 0)), '256']),
};

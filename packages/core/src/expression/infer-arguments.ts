import { isInteger, isNumeric, type ColumnType } from '../types/column-type.ts';
import { didYouMean, joinWords } from '../nearest-names.ts';
import { isTimeZone } from '../time/time-zone.ts';
import type { CallExpression, Expression } from './ast.ts';
import { commonType, comparability } from './common-type.ts';
import {
  printSignature,
  type ArgumentRule,
  type FunctionDefinition,
  type FunctionParameter,
} from './functions/definition.ts';
import type { Inference } from './inference.ts';
import { asColumnType, describeType, type InferredType, type TypedValue } from './inferred-type.ts';
import { isShorterThanDay } from './infer-operator.ts';
import { shorten } from './shorten.ts';
import { parseTimeUnit } from './time-unit.ts';

interface CheckedArguments {
  readonly types: readonly ColumnType[];
  readonly common: ColumnType;
}

interface GivenCall {
  readonly call: CallExpression;
  readonly values: readonly TypedValue[];
}

/** Counts and types of a call's arguments; undefined when something is wrong or unknown. */
export function checkArguments(
  inference: Inference,
  definition: FunctionDefinition,
  { call, values }: GivenCall,
): CheckedArguments | undefined {
  if (!checkCount(inference, definition, call)) return undefined;
  const before = inference.diagnostics.length;
  let common: InferredType = { kind: 'null' };
  for (const [index, value] of values.entries()) {
    const parameter = definition.parameters[index] ?? definition.parameters.at(-1);
    const argument = call.args[index];
    if (parameter === undefined || argument === undefined) continue;
    checkArgument(inference, { definition, parameter, argument, value });
    if (parameter.accepts !== 'same') continue;
    const met = commonType(common, value.type);
    if (met === undefined || met.kind === 'interval') {
      inference.report(
        'TYPE_MISMATCH',
        `The arguments of ${call.name} have different types: ${describeType(common)} and ${describeType(value.type)}.`,
        'cast them to one type',
      );
      return undefined;
    }
    common = met;
  }
  checkDateUnit(inference, call, values);
  const failed = inference.diagnostics.length > before;
  if (failed || values.some((value) => value.type.kind === 'unknown')) return undefined;
  return {
    types: values.map((value, index) => knownType(value.type, definition.parameters[index])),
    common: knownType(common, undefined),
  };
}

function checkCount(
  inference: Inference,
  definition: FunctionDefinition,
  { args, name, distinct }: CallExpression,
): boolean {
  const { parameters } = definition;
  const least = parameters.filter((one) => one.optional !== true).length;
  const most = parameters.at(-1)?.repeated === true ? Infinity : parameters.length;
  const starDistinct = distinct === true && args.length === 0;
  if (args.length >= least && args.length <= most && !starDistinct) return true;
  inference.report(
    'ARGUMENT_COUNT',
    `${name} got ${args.length} argument${args.length === 1 ? '' : 's'}.`,
    `write ${printSignature(definition)}`,
  );
  return false;
}

interface GivenArgument {
  readonly definition: FunctionDefinition;
  readonly parameter: FunctionParameter;
  readonly argument: Expression;
  readonly value: TypedValue;
}

function checkArgument(inference: Inference, given: GivenArgument): void {
  const { definition, parameter, argument, value } = given;
  const { accepts } = parameter;
  if (accepts === 'choice' || accepts === 'constant') return checkConstant(inference, given);
  if (accepts === 'level') return checkLevel(inference, given);
  if (value.type.kind === 'unknown' || value.type.kind === 'null' || accepts === 'same') return;
  const type = asColumnType(value.type);
  if (type !== undefined && fits(accepts, type)) return;
  inference.report(
    'TYPE_MISMATCH',
    `${definition.name} needs ${describeRule(accepts)} as ${parameter.name}, but ${shorten(argument)} is ${describeType(value.type)}.`,
    accepts === 'text' ? `write CAST(${shorten(argument)} AS text)` : printSignature(definition),
  );
}

/** Choices and constants must be known before the run: they shape the generated text. */
function checkConstant(inference: Inference, given: GivenArgument): void {
  const { definition, parameter, argument } = given;
  const isText = argument.kind === 'literal' && argument.type === 'text';
  const { choices } = parameter;
  if (!isText) {
    inference.report(
      'TYPE_MISMATCH',
      `${definition.name} needs a quoted text as ${parameter.name}, but got ${shorten(argument)}.`,
      choices &&
        `write one of ${joinWords(
          choices.map((one) => `'${one}'`),
          'or',
        )}`,
    );
  } else if (choices !== undefined && !choices.includes(argument.value)) {
    inference.report(
      'TYPE_MISMATCH',
      `${definition.name} has no ${parameter.name} '${argument.value}'.`,
      didYouMean(argument.value, choices) ?? `write one of ${joinWords(choices, 'or')}`,
    );
  } else if (parameter.name === 'zone' && !isTimeZone(argument.value)) {
    inference.report(
      'INVALID_TIME_ZONE',
      `'${argument.value}' is not a time zone.`,
      "write an IANA name such as 'Europe/Berlin'",
    );
  }
}

/** A level must be known before the run, like a constant. */
function checkLevel(inference: Inference, { definition, argument }: GivenArgument): void {
  const isNumber =
    argument.kind === 'literal' && (argument.type === 'integer' || argument.type === 'decimal');
  if (isNumber && Number(argument.value) >= 0 && Number(argument.value) <= 1) return;
  inference.report(
    'TYPE_MISMATCH',
    `${definition.name} needs a number from 0 to 1 as level, but got ${shorten(argument)}.`,
    `write ${definition.name}(x, 0.95)`,
  );
}

/** A date has no hours: truncating or moving it by them is a mistake, not a no-op. */
function checkDateUnit(
  inference: Inference,
  call: CallExpression,
  values: readonly TypedValue[],
): void {
  if (!['date_trunc', 'date_add', 'date_part'].includes(call.name)) return;
  const date = values.find((value) => value.type.kind === 'date');
  const literal = call.args.find((one) => one.kind === 'literal' && one.type === 'text');
  const unit =
    literal?.kind === 'literal' && literal.type === 'text'
      ? parseTimeUnit(literal.value)
      : undefined;
  if (date === undefined || unit === undefined || !isShorterThanDay(unit)) return;
  inference.report(
    'TYPE_MISMATCH',
    `${call.name} got a date, which knows no ${unit}s.`,
    'cast it to timestamp first',
  );
}

function fits(rule: ArgumentRule, type: ColumnType): boolean {
  switch (rule) {
    case 'text':
    case 'bool':
    case 'timestamptz':
      return type.kind === rule;
    case 'integer':
      return isInteger(type);
    case 'number':
      return isNumeric(type);
    case 'exact':
      return isInteger(type) || type.kind === 'decimal';
    case 'moment':
      return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamptz';
    case 'ordered':
      return comparability(type) === 'ordered';
    default:
      return true;
  }
}

function describeRule(rule: ArgumentRule): string {
  switch (rule) {
    case 'integer':
      return 'an integer';
    case 'number':
      return 'a number';
    case 'exact':
      return 'an integer or decimal';
    case 'moment':
      return 'a date or timestamp';
    case 'ordered':
      return 'a number, text, date or time';
    case 'bool':
      return 'true or false';
    default:
      return rule;
  }
}

/** A bare NULL counts as the type its place asks for. */
function knownType(type: InferredType, parameter: FunctionParameter | undefined): ColumnType {
  const known = asColumnType(type);
  if (known !== undefined) return known;
  switch (parameter?.accepts) {
    case 'integer':
      return { kind: 'int64' };
    case 'number':
      return { kind: 'float64' };
    case 'exact':
      return { kind: 'int64' };
    case 'bool':
      return { kind: 'bool' };
    case 'moment':
    case 'timestamptz':
      return { kind: 'timestamptz' };
    default:
      return { kind: 'text' };
  }
}

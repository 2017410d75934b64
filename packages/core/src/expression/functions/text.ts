import {
  bool,
  int32,
  text,
  type FunctionDefinition,
  type FunctionParameter,
} from './definition.ts';

const base = { kind: 'scalar', group: 'text', nulls: 'strict' } as const;
const toText = { ...base, returns: 'text', resultType: () => text } as const;
const toBool = { ...base, returns: 'bool', resultType: () => bool } as const;

const x: FunctionParameter = { name: 'x', accepts: 'text' };
const part: FunctionParameter = { name: 'part', accepts: 'text' };
const count: FunctionParameter = { name: 'count', accepts: 'integer' };
const fill: FunctionParameter = { name: 'fill', accepts: 'text' };

/** Characters are Unicode code points, counted from 1. */
export const textFunctions: readonly FunctionDefinition[] = [
  { ...toText, name: 'lower', parameters: [x], doc: 'Lower case, all of Unicode.' },
  { ...toText, name: 'upper', parameters: [x], doc: 'Upper case, all of Unicode.' },
  { ...toText, name: 'trim', parameters: [x], doc: 'Without spaces (U+0020) at both ends.' },
  { ...toText, name: 'ltrim', parameters: [x], doc: 'Without spaces (U+0020) at the start.' },
  { ...toText, name: 'rtrim', parameters: [x], doc: 'Without spaces (U+0020) at the end.' },
  {
    ...base,
    name: 'length',
    parameters: [x],
    returns: 'int32',
    resultType: () => int32,
    doc: 'Number of characters.',
  },
  {
    ...toText,
    name: 'substring',
    parameters: [x, { name: 'start', accepts: 'integer' }, { ...count, optional: true }],
    doc: 'Characters from `start` (1 is the first) on, at most `count` of them; start is at least 1.',
  },
  {
    ...toText,
    name: 'left',
    parameters: [x, count],
    doc: 'The first `count` characters; count is not negative.',
  },
  {
    ...toText,
    name: 'right',
    parameters: [x, count],
    doc: 'The last `count` characters; count is not negative.',
  },
  {
    ...toText,
    name: 'replace',
    parameters: [x, { name: 'from', accepts: 'text' }, { name: 'to', accepts: 'text' }],
    doc: 'Every `from` replaced by `to`; an empty `from` changes nothing.',
  },
  {
    ...toText,
    name: 'concat',
    nulls: 'never',
    parameters: [{ ...x, repeated: true }],
    doc: 'All texts in a row, NULL counting as empty; `||` gives NULL instead.',
  },
  {
    ...toBool,
    name: 'starts_with',
    parameters: [x, part],
    doc: 'True when it begins with `part`; case matters.',
  },
  {
    ...toBool,
    name: 'ends_with',
    parameters: [x, part],
    doc: 'True when it ends with `part`; case matters.',
  },
  {
    ...toBool,
    name: 'contains',
    parameters: [x, part],
    doc: 'True when `part` is in it; case matters.',
  },
  {
    ...base,
    name: 'position',
    parameters: [x, part],
    returns: 'int32',
    resultType: () => int32,
    doc: 'Where `part` first begins, from 1; 0 when it is not there.',
  },
  {
    ...toText,
    name: 'split_part',
    parameters: [x, { name: 'delimiter', accepts: 'text' }, { name: 'index', accepts: 'integer' }],
    doc: 'The piece with this index (from 1) between delimiters; empty text when there are fewer.',
  },
  {
    ...toText,
    name: 'lpad',
    parameters: [x, count, fill],
    doc: 'Filled at the start, or cut at the end, to `count` characters.',
  },
  {
    ...toText,
    name: 'rpad',
    parameters: [x, count, fill],
    doc: 'Filled or cut at the end to `count` characters.',
  },
];

/** Lower-case hexadecimal digests of the UTF-8 bytes. */
export const hashFunctions: readonly FunctionDefinition[] = [
  {
    ...toText,
    group: 'hash',
    name: 'md5',
    parameters: [x],
    doc: 'MD5 as 32 hex digits; not for secrets.',
  },
  { ...toText, group: 'hash', name: 'sha256', parameters: [x], doc: 'SHA-256 as 64 hex digits.' },
];

import type { MaskKeyVariable, ParameterVariable } from '../bind/variables.ts';
import type { PlanBinding } from '../plan.ts';
import { oneLine } from '../program-text.ts';
import type { ScriptDialect } from './script-dialect.ts';

interface ScriptHeader {
  readonly pipeline: string;
  /** The server's name for people: `Shop (postgresql)`. */
  readonly server: string;
  readonly dialect: ScriptDialect;
  readonly parameters: readonly ParameterVariable[];
  readonly keys: readonly MaskKeyVariable[];
  readonly binding: PlanBinding;
  /** What the engine would do and the script does not, in sentences. */
  readonly notes: readonly string[];
}

/** What the script is, how it is run, and what it is given. */
export function printScriptHeader(header: ScriptHeader): string {
  const { pipeline, server, dialect, parameters, keys, binding, notes } = header;
  const given = [
    ...parameters
      .filter(({ value }) => value === undefined || !dialect.hasDefaults)
      .map(({ name, value }) => ({ name, text: value === undefined ? '…' : doubleQuoted(value) })),
    ...keys.map(({ name }) => ({ name, text: `$${name.toUpperCase()}` })),
  ];
  const lines = [
    `Pipeline ${pipeline}, exported by AI-ETL. It runs on one server: ${server}.`,
    '',
    ...keys.map(({ name, purpose }) => `    ${name.toUpperCase()}=$(${derivation(purpose)})`),
    ...dialect.usage({ file: `${pipeline}.sql`, given }).map((line) => `    ${line}`),
    '',
    ...(parameters.length === 0 ? [] : ['Parameters:', ...parameters.map(describe), '']),
    ...(keys.length === 0
      ? []
      : [
          "Keys of masked values are derived from the project's key, which does not stand in this file;",
          'with another key the same values get other hashes and tokens.',
          '',
        ]),
    `Relative dates are bound to ${binding.logicalTime} in ${binding.timezone}.`,
    ...notes,
  ];
  return lines.map((line) => (line === '' ? '--' : `-- ${oneLine(line)}`)).join('\n');
}

function describe({ name, type, value, description }: ParameterVariable): string {
  const byDefault = value === undefined ? 'must be given' : `default ${JSON.stringify(value)}`;
  const about = description === undefined ? '' : `; ${description}`;
  return `    ${name}, ${type}, ${byDefault}${about}`;
}

/** HMAC-SHA-256 of the purpose under the project's key, in hex, as the shell has it. */
function derivation(purpose: string): string {
  return `printf '%s' ${singleQuoted(purpose)} | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$AI_ETL_MASK_KEY" -r | cut -c 1-64`;
}

function singleQuoted(text: string): string {
  // A line break would end the comment that this stands in.
  return /[\p{Cc}\u2028\u2029]/u.test(text)
    ? `$'${Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function doubleQuoted(text: string): string {
  return text.replaceAll(/[\\"$`]/gu, String.raw`\$&`);
}

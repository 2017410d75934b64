import type { StepOf } from '@ai-etl/core';
import {
  harmlessClauses,
  harmlessFunctions,
  harmlessParts,
  wordsBeforeBrackets,
} from './harmless.ts';
import { userSqlParser } from './parser.ts';

/** Dialects that a step may be written in. */
export type UserSqlDialect = StepOf<'sql'>['dialect'];

/** What the parser calls them. */
const dialects = {
  postgresql: 'PostgreSQL',
  clickhouse: 'ClickHouse',
  mysql: 'MySQL',
  sqlite: 'SQLite',
  duckdb: 'DuckDB',
} as const satisfies Readonly<Record<UserSqlDialect, string>>;

export interface UserSqlProblem {
  readonly message: string;
  readonly hint?: string;
}

/** Characters that every system's lexer reads alike; typographic quotes are quotes in ClickHouse. */
const plainText = /^[\x20-\x7e\n\r\t\p{L}\p{N}\p{M}]*$/u;

/** Where lexers disagree, a checked text could be run as another one: these are refused unseen. */
const ambiguous: readonly (readonly [RegExp, string])[] = [
  [/\\/u, 'a backslash'],
  [/\$/u, 'a dollar sign'],
  [/--|\/\*|#/u, 'a comment'],
];

/**
 * Why user-written SQL may not run; undefined when it is exactly one query that reads nothing but
 * `inputs` and calls only functions known to be harmless. Pure, once `loadUserSqlParser` has ended.
 */
export function checkUserSql(
  text: string,
  dialect: UserSqlDialect,
  inputs: readonly string[],
): UserSqlProblem | undefined {
  const found = ambiguous.find(([pattern]) => pattern.test(text));
  if (found !== undefined) {
    return {
      message: `it holds ${found[1]}, which systems read in different ways`,
      hint: 'leave it out',
    };
  }
  if (!plainText.test(text)) {
    return { message: 'it holds a character that is neither a letter, a digit nor ASCII' };
  }
  if (dialect === 'mysql' && text.includes('"')) {
    return { message: 'it holds a double quote', hint: "write 'text' and `name`" };
  }
  if (dialect === 'mysql' && /\bwith\b/iu.test(text)) {
    // MariaDB looks past our WITH from inside another one, and would read a table of an input's name.
    return {
      message: 'it holds WITH, in which MariaDB does not see the inputs',
      hint: 'use subqueries',
    };
  }
  const unseen = unseenWord(text);
  if (unseen !== undefined) return refused(unseen);
  const { parse, Dialect } = userSqlParser();
  const parsed = parse(text, Dialect[dialects[dialect]]);
  if (!parsed.success || parsed.ast === undefined) {
    return { message: `it cannot be read: ${parsed.error ?? 'not known why'}` };
  }
  const statements: readonly unknown[] = Array.isArray(parsed.ast) ? parsed.ast : [parsed.ast];
  const [statement, ...more] = statements;
  if (more.length > 0 || !isRecord(statement))
    return { message: 'it is not exactly one statement' };
  const [kind = ''] = Object.keys(statement);
  if (!['select', 'union', 'intersect', 'except', 'subquery'].includes(kind)) {
    return { message: `it is no SELECT, but ${kind}` };
  }
  return checkNode(statement, new Set(inputs));
}

/**
 * The parser leaves out clauses that it knows but does not keep, such as INTO OUTFILE: so each word is
 * looked at as well that such a clause begins with, and each that is called.
 */
function unseenWord(text: string): string | undefined {
  const bare = text.replaceAll(/'(?:[^']|'')*'/gu, "''").toLowerCase();
  const clause = /\b(?:into|outfile|dumpfile|settings|format|infile)\b/u.exec(bare)?.[0];
  if (clause !== undefined) return clause.toUpperCase();
  const called = Array.from(
    bare.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*\(/gu),
    ([, word]) => word ?? '',
  );
  const strange = called.find(
    (word) => !harmlessFunctions.has(word) && !wordsBeforeBrackets.has(word),
  );
  return strange === undefined ? undefined : `${strange}(…)`;
}

type Tables = ReadonlySet<string>;
type Problem = UserSqlProblem | undefined;

/** Checks a part of the tree; `tables` are the names that mean an input or a WITH here. */
function checkNode(node: unknown, tables: Tables): Problem {
  if (Array.isArray(node)) return firstProblem(node, (one) => checkNode(one, tables));
  if (!isRecord(node)) return undefined;
  const [kind, ...others] = Object.keys(node);
  const payload = kind === undefined ? undefined : node[kind];
  if (kind !== undefined && others.length === 0 && (isRecord(payload) || payload === null)) {
    if (!harmlessParts.has(kind) && !harmlessFunctions.has(kind)) return refused(kind);
    return checkPart(kind, payload, tables);
  }
  return checkFields(node, tables);
}

function checkPart(kind: string, payload: unknown, tables: Tables): Problem {
  if (!isRecord(payload)) return undefined;
  switch (kind) {
    case 'table':
      return checkTable(payload, tables);
    case 'function':
    case 'aggregate_function':
      return checkFunction(payload, tables);
    case 'select':
      return checkSelect(payload, tables);
    default:
      return checkFields(payload, tables);
  }
}

/** Names of a WITH are known after it, and inside it only when it is recursive. */
function checkFields(fields: Fields, tables: Tables): Problem {
  const { with: clause, ...rest } = fields;
  let known = tables;
  if (isRecord(clause)) {
    for (const one of Array.isArray(clause['ctes']) ? clause['ctes'] : []) {
      const cte: unknown = one;
      const name = isRecord(cte) ? nameOf(cte['alias']) : undefined;
      if (!isRecord(cte) || name === undefined || cte['alias_first'] !== true) {
        return { message: 'a WITH does not name a query', hint: 'write WITH name AS (SELECT …)' };
      }
      const named = new Set([...known, name]);
      const problem = checkNode(cte['this'], clause['recursive'] === true ? named : known);
      if (problem !== undefined) return problem;
      known = named;
    }
  }
  return firstProblem(Object.values(rest), (one) => checkNode(one, known));
}

function checkSelect(select: Fields, tables: Tables): Problem {
  const strange = Object.entries(select).find(
    ([name, value]) => !harmlessClauses.has(name) && !isAbsent(value),
  );
  return strange === undefined ? checkFields(select, tables) : refused(strange[0]);
}

function checkTable(table: Fields, tables: Tables): Problem {
  const name = nameOf(table['name']);
  const isPlain = isAbsent(table['schema']) && isAbsent(table['catalog']);
  if (!isPlain || name === undefined || !tables.has(name)) {
    const shown = [nameOf(table['schema']), name].filter((one) => one !== undefined).join('.');
    return {
      message: `it reads "${shown}", which is none of its inputs`,
      hint: `it may read ${[...tables].join(', ')}, written in just this way`,
    };
  }
  const { name: _name, ...rest } = table;
  return checkFields(rest, tables);
}

function checkFunction(call: Fields, tables: Tables): Problem {
  const { name, ...rest } = call;
  if (typeof name !== 'string' || !harmlessFunctions.has(name.toLowerCase())) {
    return refused(typeof name === 'string' ? `the function ${name}` : 'a computed function');
  }
  return checkFields(rest, tables);
}

function refused(what: string): UserSqlProblem {
  return {
    message: `it uses ${what}, which is not among what is known to be harmless`,
    hint: 'compute it with other steps',
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

function nameOf(identifier: unknown): string | undefined {
  return isRecord(identifier) && typeof identifier['name'] === 'string'
    ? identifier['name']
    : undefined;
}

function firstProblem(nodes: readonly unknown[], check: (node: unknown) => Problem): Problem {
  for (const node of nodes) {
    const problem = check(node);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

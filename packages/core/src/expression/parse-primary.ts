import type { CaseExpression, ColumnExpression, Expression } from './ast.ts';
import { isReservedWord } from './names.ts';
import { parseCall, parseExtract } from './parse-call.ts';
import { parseLiteral } from './parse-literal.ts';
import { parseType } from './parse-type.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads what binds tightest: literals, columns, parameters, calls, CASE, CAST, parentheses. */
export function parsePrimary(reader: TokenReader): Expression {
  const literal = parseLiteral(reader);
  if (literal !== undefined) return literal;
  const token = reader.peek();
  if (token.kind === 'parameter') return { kind: 'parameter', name: reader.take().value };
  if (token.kind === 'quoted') return parseColumn(reader);
  if (token.kind === 'word') return parseWord(reader);
  if (!reader.takeSymbol('(')) reader.fail('Expected a value', valueHint(reader));
  const inner = reader.nested(() => reader.parseAny(reader));
  if (reader.isSymbol(',')) reader.fail('Expected ")"', 'lists belong after IN only');
  reader.expectSymbol(')', 'to close the parenthesis');
  return inner;
}

function parseWord(reader: TokenReader): Expression {
  if (reader.isWord('case')) return reader.nested(() => parseCase(reader));
  if (reader.isWord('cast') && reader.isSymbol('(', 1)) return parseCast(reader);
  if (reader.isWord('extract') && reader.isSymbol('(', 1)) return parseExtract(reader);
  if (reader.takeWords('current_date')) return { kind: 'call', name: 'today', args: [] };
  if (reader.takeWords('current_timestamp')) return { kind: 'call', name: 'now', args: [] };
  if (isReservedWord(reader.peek().value)) reader.fail('Expected a value', reservedHint(reader));
  return reader.isSymbol('(', 1) ? parseCall(reader) : parseColumn(reader);
}

function parseColumn(reader: TokenReader): ColumnExpression {
  const first = reader.take().value;
  if (!reader.takeSymbol('.')) return { kind: 'column', name: first };
  const { kind } = reader.peek();
  if (kind !== 'word' && kind !== 'quoted') reader.fail(`Expected a column name after "${first}."`);
  const name = reader.take().value;
  if (reader.isSymbol('.')) {
    reader.fail('Expected the end of the name', 'write input.column, or quote a name with dots');
  }
  return { kind: 'column', table: first, name };
}

function parseCase(reader: TokenReader): CaseExpression {
  reader.take();
  if (!reader.isWord('when')) {
    reader.fail('Expected WHEN after CASE', "write CASE WHEN status = 'paid' THEN 1 ELSE 0 END");
  }
  const branches: { when: Expression; then: Expression }[] = [];
  while (reader.takeWords('when')) {
    const when = reader.parseAny(reader);
    reader.expectWord('then', 'after the WHEN condition');
    // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
    branches.push({ when, then: reader.parseAny(reader) });
  }
  const otherwise = reader.takeWords('else') ? reader.parseAny(reader) : undefined;
  reader.expectWord('end', 'to close CASE');
  const children = branches.flatMap((branch) => [branch.when, branch.then]);
  return otherwise === undefined
    ? reader.build({ kind: 'case', branches }, children)
    : reader.build({ kind: 'case', branches, otherwise }, [...children, otherwise]);
}

function parseCast(reader: TokenReader): Expression {
  reader.take();
  reader.take();
  const operand = reader.nested(() => reader.parseAny(reader));
  reader.expectWord('as', 'in CAST(x AS type)');
  const to = parseType(reader);
  reader.expectSymbol(')', 'after the type');
  return reader.build({ kind: 'cast', operand, to }, [operand]);
}

function valueHint(reader: TokenReader): string | undefined {
  if (reader.peek().kind === 'end') return 'the expression is not finished';
  if (reader.isSymbol('*')) return 'only count(*) takes a star';
  if (reader.isSymbol('=')) return 'equality is a single =';
  return undefined;
}

function reservedHint(reader: TokenReader): string {
  const word = reader.peek().value;
  return /^(select|exists)$/i.test(word)
    ? 'subqueries are not allowed; use a join step'
    : `to name a column, quote it: "${word}"`;
}

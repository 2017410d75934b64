import type { Expression } from './ast.ts';
import { parsePeriod, periodForms } from './period.ts';
import { SyntaxTrouble } from './syntax-error.ts';
import type { TokenReader } from './token-reader.ts';

interface PredicateGrammar {
  /** Parses what stands beside a comparison: no AND, OR or NOT. */
  readonly operand: (reader: TokenReader) => Expression;
  readonly list: (reader: TokenReader) => readonly Expression[];
}

/** Reads IN, BETWEEN, LIKE or IS NULL after `operand`; the operand itself when none follows. */
export function parsePredicate(
  reader: TokenReader,
  operand: Expression,
  grammar: PredicateGrammar,
): Expression {
  if (reader.isWord('is')) return parseIsNull(reader, operand);
  const negated =
    reader.isWord('not') && ['in', 'between', 'like', 'ilike'].some((one) => reader.isWord(one, 1));
  if (negated) reader.take();
  if (reader.takeWords('in')) {
    return reader.isWord('period') && reader.peek(1).kind === 'string'
      ? parseInPeriod(reader, operand, negated)
      : parseIn(reader, operand, { negated, grammar });
  }
  if (reader.takeWords('between')) return parseBetween(reader, operand, { negated, grammar });
  const caseInsensitive = reader.isWord('ilike');
  if (reader.takeWords('like') || reader.takeWords('ilike')) {
    const pattern = grammar.operand(reader);
    if (reader.isWord('escape')) reader.fail('Expected the end', 'backslash escapes % and _');
    const node = { kind: 'like', operand, pattern, negated, caseInsensitive } as const;
    return reader.build(node, [operand, pattern]);
  }
  return operand;
}

function parseIsNull(reader: TokenReader, operand: Expression): Expression {
  reader.take();
  const negated = reader.takeWords('not');
  if (!reader.takeWords('null')) {
    reader.fail('Expected NULL after IS', 'to test a boolean write the column, or NOT the column');
  }
  return reader.build({ kind: 'is_null', operand, negated }, [operand]);
}

/** NOT IN PERIOD is NOT (… IN PERIOD …): the AST keeps one form. */
function parseInPeriod(reader: TokenReader, operand: Expression, negated: boolean): Expression {
  reader.take();
  const token = reader.take();
  const period = parsePeriod(token.value);
  if (period === undefined) {
    throw new SyntaxTrouble(
      `'${token.value}' is not a period.`,
      token.position,
      `periods look like: ${periodForms}`,
    );
  }
  const node = reader.build({ kind: 'in_period', operand, period }, [operand]);
  return negated ? reader.build({ kind: 'unary', op: 'not', operand: node }, [node]) : node;
}

interface NegatableGrammar {
  readonly negated: boolean;
  readonly grammar: PredicateGrammar;
}

function parseIn(
  reader: TokenReader,
  operand: Expression,
  { negated, grammar }: NegatableGrammar,
): Expression {
  reader.expectSymbol('(', "after IN, as in IN ('a', 'b') or IN PERIOD 'last month'");
  if (reader.isSymbol(')')) reader.fail('Expected at least one value in the list');
  const items = reader.nested(() => grammar.list(reader));
  reader.expectSymbol(')', 'after the list');
  return reader.build({ kind: 'in', operand, items, negated }, [operand, ...items]);
}

function parseBetween(
  reader: TokenReader,
  operand: Expression,
  { negated, grammar }: NegatableGrammar,
): Expression {
  const low = grammar.operand(reader);
  reader.expectWord('and', 'in BETWEEN low AND high');
  const high = grammar.operand(reader);
  return reader.build({ kind: 'between', operand, low, high, negated }, [operand, low, high]);
}

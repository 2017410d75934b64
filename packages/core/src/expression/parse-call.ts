import type { CallExpression, Expression, FrameBound, OrderKey, WindowExpression } from './ast.ts';
import { canonicalFunctionName } from './functions/aliases.ts';
import { SyntaxTrouble } from './syntax-error.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads `name(args)`, with DISTINCT, FILTER and OVER; the name is the token at hand. */
export function parseCall(reader: TokenReader): Expression {
  const name = canonicalFunctionName(reader.take().value);
  reader.expectSymbol('(', 'after the function name');
  const call = reader.nested(() => parseArguments(reader, name));
  const filtered = parseFilter(reader, call);
  return reader.isWord('over') && reader.isSymbol('(', 1)
    ? reader.nested(() => parseWindow(reader, filtered))
    : filtered;
}

/** `EXTRACT(year FROM x)` is `date_part('year', x)`. */
export function parseExtract(reader: TokenReader): Expression {
  reader.take();
  reader.expectSymbol('(', 'after EXTRACT');
  const unit = reader.take();
  reader.expectWord('from', 'after the unit, as in EXTRACT(year FROM x)');
  const from = reader.nested(() => reader.parseAny(reader));
  reader.expectSymbol(')', 'after the value');
  const part: Expression = { kind: 'literal', type: 'text', value: unit.value.toLowerCase() };
  return reader.build({ kind: 'call', name: 'date_part', args: [part, from] }, [part, from]);
}

function parseArguments(reader: TokenReader, name: string): CallExpression {
  if (reader.isSymbol('*') && reader.isSymbol(')', 1)) {
    const star = reader.take();
    reader.take();
    if (name === 'count') return reader.build({ kind: 'call', name, args: [] }, []);
    throw new SyntaxTrouble(`${name}(*) has no meaning.`, star.position, 'only count(*) has');
  }
  if (reader.takeSymbol(')')) return reader.build({ kind: 'call', name, args: [] }, []);
  if (name === 'count_distinct') return parseCountDistinct(reader);
  const distinct = reader.takeWords('distinct');
  const args = parseList(reader);
  reader.expectSymbol(')', `after the arguments of ${name}`);
  const call: CallExpression = { kind: 'call', name, args };
  return reader.build(distinct ? { ...call, distinct } : call, args);
}

/** `count_distinct(x)` is `count(DISTINCT x)`: one tree per meaning. */
function parseCountDistinct(reader: TokenReader): CallExpression {
  reader.takeWords('distinct');
  const args = parseList(reader);
  reader.expectSymbol(')', 'after the arguments of count_distinct');
  return reader.build({ kind: 'call', name: 'count', args, distinct: true }, args);
}

/** One or more expressions with commas between. */
export function parseList(reader: TokenReader): readonly Expression[] {
  const items: Expression[] = [];
  do items.push(reader.parseAny(reader));
  while (reader.takeSymbol(','));
  return items;
}

function parseFilter(reader: TokenReader, call: CallExpression): CallExpression {
  if (!reader.isWord('filter') || !reader.isSymbol('(', 1)) return call;
  reader.take();
  reader.take();
  reader.expectWord('where', 'in FILTER (WHERE …)');
  const filter = reader.nested(() => reader.parseAny(reader));
  reader.expectSymbol(')', 'after the FILTER condition');
  return reader.build({ ...call, filter }, [...call.args, filter]);
}

function parseWindow(reader: TokenReader, call: CallExpression): WindowExpression {
  reader.take();
  reader.take();
  const partitionBy = reader.takeWords('partition', 'by') ? parseList(reader) : [];
  const orderBy = reader.takeWords('order', 'by') ? parseOrderKeys(reader) : [];
  const frame = reader.isWord('rows') ? parseFrame(reader) : undefined;
  if (reader.isWord('range') || reader.isWord('groups')) {
    reader.fail('Expected ROWS', 'only ROWS BETWEEN … AND … frames are supported');
  }
  reader.expectSymbol(')', 'after the window');
  const window: WindowExpression = { kind: 'window', call, partitionBy, orderBy };
  const children = [call, ...partitionBy, ...orderBy.map((key) => key.by)];
  return reader.build(frame ? { ...window, frame } : window, children);
}

/** NULLS default to LAST in both directions, as in a spec's SortKey. */
function parseOrderKeys(reader: TokenReader): readonly OrderKey[] {
  const keys: OrderKey[] = [];
  do {
    const by = reader.parseAny(reader);
    const descending = !reader.takeWords('asc') && reader.takeWords('desc');
    const nullsFirst = !reader.takeWords('nulls', 'last') && reader.takeWords('nulls', 'first');
    keys.push({
      by,
      direction: descending ? 'desc' : 'asc',
      nulls: nullsFirst ? 'first' : 'last',
    });
  } while (reader.takeSymbol(','));
  return keys;
}

function parseFrame(reader: TokenReader): { start: FrameBound; end: FrameBound } {
  reader.take();
  reader.expectWord('between', 'after ROWS, as in ROWS BETWEEN 6 PRECEDING AND CURRENT ROW');
  const start = parseBound(reader, 'preceding');
  reader.expectWord('and', 'between the two ends of the frame');
  return { start, end: parseBound(reader, 'following') };
}

/** `unboundedSide`: the only direction UNBOUNDED may have at this end. */
function parseBound(reader: TokenReader, unboundedSide: 'preceding' | 'following'): FrameBound {
  if (reader.takeWords('current', 'row')) return { kind: 'current' };
  if (reader.takeWords('unbounded')) {
    reader.expectWord(unboundedSide, 'after UNBOUNDED');
    return { kind: 'unbounded' };
  }
  const token = reader.peek();
  const rows = Number(token.value);
  if (token.kind !== 'integer' || !Number.isSafeInteger(rows)) {
    reader.fail('Expected UNBOUNDED, CURRENT ROW or a number of rows');
  }
  reader.take();
  if (reader.takeWords('preceding')) return { kind: 'offset', rows: rows === 0 ? 0 : -rows };
  reader.expectWord('following', 'or PRECEDING after the number of rows');
  return { kind: 'offset', rows };
}

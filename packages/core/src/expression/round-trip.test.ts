import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryExpression } from './arbitrary-expression.test-data.ts';
import { parseExpression } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';

describe('parseExpression and printExpression', () => {
  it('read back every tree exactly as it was printed', () => {
    fc.assert(
      fc.property(arbitraryExpression(), (expression) => {
        const text = printExpression(expression);
        const parsed = parseExpression(text);
        expect(parsed).toStrictEqual({ ok: true, expression });
        expect(parsed.ok && printExpression(parsed.expression)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('answer any text with an expression that prints stably, or an error inside the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        ' AND ',
        ' NOT ',
        'a',
        '"b"',
        "'t'",
        '-',
        '1',
        '.5',
        ' IN ',
        ',',
        '::',
      ),
      fc.constantFrom(
        ' int8 ',
        ' CASE ',
        ' WHEN ',
        ' THEN ',
        ' END ',
        ' IS NULL',
        'DATE ',
        'INTERVAL ',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const text = pieces.join('');
        const parsed = parseExpression(text);
        if (parsed.ok) {
          const printed = printExpression(parsed.expression);
          expect(parseExpression(printed)).toStrictEqual(parsed);
        } else {
          expect(parsed.error.message).not.toBe('');
          expect(parsed.error.position).toBeGreaterThanOrEqual(0);
          expect(parsed.error.position).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

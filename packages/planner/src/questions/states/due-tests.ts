import { columnMention } from '../column-mention.ts';
import type { Field } from '../schema-index.ts';
import { gatheredTest } from './gathered-values.ts';
import type { ColumnMention, Test } from '../form.ts';
import { weights } from '../weights.ts';
import type { StateIndex } from './state-index.ts';

/** The words name neither of the two columns. */
const meant = 0.97;

type Lateness = 'overdue' | 'late' | 'onTime' | 'expired' | 'valid';

const says: ReadonlyMap<string, Lateness> = new Map(
  (
    [
      [
        'overdue',
        [
          'overdue',
          'past due',
          'past their due date',
          'past its due date',
          'past the due date',
          'past the deadline',
          'past their deadline',
          'in arrears',
          'behind schedule',
        ],
      ],
      ['late', ['late', 'delayed', 'too late', 'after the deadline', 'after the due date']],
      ['onTime', ['on time', 'in time', 'punctually', 'on schedule', 'before the deadline']],
      ['expired', ['expired', 'out of date', 'no longer valid', 'lapsed']],
      ['valid', ['valid', 'still valid', 'unexpired', 'not expired', 'in force', 'in date']],
    ] as const
  ).flatMap(([lateness, words]) => words.map((word) => [word, lateness] as const)),
);

/** "overdue", "late", "on time", "expired": a moment that was set against one that came, or against today. */
export function dueTests(
  said: string,
  { dues, gathered }: StateIndex,
  at: number,
): readonly { readonly test: Test; readonly sure: number }[] {
  const lateness = says.get(said);
  if (lateness === undefined) return [];
  return dues.flatMap(({ due, done, expires }) => {
    const isEnd = lateness === 'expired' || lateness === 'valid';
    if (isEnd !== expires) return [];
    const test = testOf(
      lateness,
      columnMention(due, said, at, meant),
      done === null ? null : columnMention(done, said, at, meant),
    );
    if (test === null) return [];
    // Where a comment says which rows are still outstanding, others are not overdue.
    const open = lateness === 'overdue' && done === null ? openTests(due, gathered, at) : [];
    const tests = [test, ...open];
    const sure = weights.state.late;
    return [{ test: open.length === 0 ? test : { kind: 'all', tests, negated: false }, sure }];
  });
}

function openTests(
  { table }: Field,
  gathered: StateIndex['gathered'],
  at: number,
): readonly Test[] {
  const open = (gathered.get('outstanding') ?? []).filter(({ field }) => field.table === table);
  return open.slice(0, 1).map((one) => gatheredTest(one, { said: 'outstanding', at }));
}

function testOf(lateness: Lateness, due: ColumnMention, done: ColumnMention | null): Test | null {
  const today = { kind: 'today' } as const;
  switch (lateness) {
    case 'overdue': {
      const past: Test = { kind: 'compare', left: due, op: 'lt', right: today };
      return done === null
        ? past
        : {
            kind: 'all',
            tests: [past, { kind: 'null', left: done, negated: false }],
            negated: false,
          };
    }
    case 'late':
    case 'onTime':
      return done === null
        ? null
        : {
            kind: 'compare',
            left: done,
            op: lateness === 'late' ? 'gt' : 'le',
            right: { kind: 'column', of: due },
          };
    case 'expired':
      return { kind: 'compare', left: due, op: 'lt', right: today };
    case 'valid':
      return stillValid(due);
  }
}

/** Not ended yet; where no end is set, it never ends. */
function stillValid(due: ColumnMention): Test {
  const lasts: Test = { kind: 'compare', left: due, op: 'ge', right: { kind: 'today' } };
  const mayLack = due.alternatives.some(({ what }) => what.column.nullable);
  return mayLack
    ? { kind: 'any', tests: [{ kind: 'null', left: due, negated: false }, lasts] }
    : lasts;
}

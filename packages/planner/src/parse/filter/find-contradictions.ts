import type { Condition, Conflict, FilterIntent } from '../../ir/index.ts';

/** Pairs of conditions that no row can meet together. */
export function findContradictions(filters: readonly FilterIntent[]): Conflict[] {
  const both = filters.flatMap((filter) => filter.any).find((one) => isBoth(one));
  if (both !== undefined) {
    const problem = `no row can be ${both.evidence.text}`;
    return [{ field: 'filter', problem, claims: [both.evidence] }];
  }
  const single = filters.flatMap((filter) => (filter.any.length === 1 ? filter.any : []));
  for (const [at, one] of single.entries()) {
    const other = single.slice(at + 1).find((two) => exclude(one, two) || exclude(two, one));
    if (other === undefined) continue;
    return [
      {
        field: 'filter',
        problem: `"${one.evidence.text}" and "${other.evidence.text}" exclude each other`,
        claims: [one.evidence, other.evidence],
      },
    ];
  }
  return [];
}

/** "both paid and unpaid": several states of one row. */
function isBoth({ cmp, values, evidence }: Condition): boolean {
  return cmp === 'state' && values.length > 1 && /^(?:.{0,20}\s)?both\s/iu.test(evidence.text);
}

function exclude(a: Condition, b: Condition): boolean {
  if (a.cmp === 'state' && b.cmp === 'state') return disjoint(a, b);
  if (a.cmp === 'state' && b.cmp === 'not_state') return same(a, b);
  if (a.cmp === 'between' && b.cmp === 'between' && (a.column ?? '') === (b.column ?? ''))
    return areApart(a, b);
  if (a.column === null || a.column.toLowerCase() !== b.column?.toLowerCase()) return false;
  if (isEquality(a) && isEquality(b)) return disjoint(a, b);
  if (a.cmp === '=' && b.cmp === '!=') return same(a, b);
  if (a.cmp === 'is_null') return b.cmp !== 'is_null' && b.cmp !== '!=' && b.cmp !== 'not_in';
  const low = bound(a, ['>', '>=']);
  const high = bound(b, ['<', '<=']);
  if (low === null || high === null) return false;
  return low > high || (low === high && (a.cmp === '>' || b.cmp === '<'));
}

/** Two ranges, of dates or of numbers, that share nothing. */
function areApart(a: Condition, b: Condition): boolean {
  const [, end] = a.values.map(toNumber);
  const [start] = b.values.map(toNumber);
  return end !== undefined && start !== undefined && end < start;
}

function toNumber(value: Condition['values'][number]): number {
  return value.type === 'date' ? Date.parse(value.value) : Number(value.value);
}

function isEquality({ cmp }: Condition): boolean {
  return cmp === '=' || cmp === 'in';
}

function valuesOf(condition: Condition): readonly string[] {
  return condition.values.map((value) => String(value.value).toLowerCase());
}

function disjoint(a: Condition, b: Condition): boolean {
  const values = valuesOf(a);
  return values.length > 0 && valuesOf(b).every((value) => !values.includes(value));
}

function same(a: Condition, b: Condition): boolean {
  return valuesOf(a).join() === valuesOf(b).join();
}

/** The number or date a comparison bounds by; null for another comparison. */
function bound(condition: Condition, comparisons: readonly string[]): number | null {
  const [value] = condition.values;
  if (value === undefined || !comparisons.includes(condition.cmp)) return null;
  if (value.type === 'number') return Number(value.value);
  return value.type === 'date' ? Date.parse(value.value) : null;
}

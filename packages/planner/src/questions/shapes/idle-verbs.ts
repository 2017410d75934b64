import type { ColumnMention, Form, TableMention, Test } from '../form.ts';
import { isIrregularPast } from '../irregular-pasts.ts';
import { partsOf } from '../name-parts.ts';
import { namingColumns } from '../naming.ts';
import type { Resolution } from '../resolve.ts';
import { isParticiple } from '../states/verb-root.ts';
import { isPlaced } from '../value-hints.ts';
import type { Word } from '../words.ts';

/**
 * "Trams that run on gas", "clerks paid more than the average salary": where all that is said behind a verb is of the
 * rows asked about, the verb only joins the two, and no rows called by it (runs, payments) are looked for.
 */
export function withoutIdleVerbs(words: readonly Word[], form: Form, resolution: Resolution): Form {
  if (form.entity === null || !form.tests.some(({ kind }) => kind === 'exists')) return form;
  const asked = resolution.tableOf(form.entity);
  const tests = form.tests.flatMap((test): readonly Test[] => {
    if (test.kind !== 'exists' || test.ends !== undefined || test.every !== undefined)
      return [test];
    if (test.tests.length === 0 || !isVerb(words, test.table, form.entity)) return [test];
    if (resolution.tableOf(test.table) === asked) return [test];
    const isOwn = ({ table }: { readonly table: unknown }): boolean => table === asked;
    const areOwn = test.tests.every((one) => {
      const columns = columnsOf(one);
      return (
        columns !== null &&
        columns.every((column) => isOwn(resolution.fieldOf(column)) && !isElse(column, resolution))
      );
    });
    if (!areOwn) return [test];
    return test.negated ? [{ kind: 'all', tests: test.tests, negated: true }] : test.tests;
  });
  return { ...form, tests };
}

/** "that run", "does not run", "trams run", "paid". */
function isVerb(words: readonly Word[], table: TableMention, asked: TableMention | null): boolean {
  const [before, word] = [words[table.at - 1], words[table.at]];
  if (word === undefined || before === undefined || word.lower !== table.words) return false;
  if (isParticiple(word.lower) || isIrregularPast(word.lower)) return true;
  const isBehind = asked !== null && asked.at + asked.words.split(' ').length === table.at;
  const areDoers = isBehind && before.lower !== before.lemma && word.lower === word.lemma;
  return areDoers || subjects.test(before.lower);
}

const subjects =
  /^(?:who|that|which|do|does|did|don't|doesn't|didn't|not|never|only|usually|can)$/u;

/** "Customers who order from Oslo", "members followed by Ann": where they are, and another member. */
function isElse(column: ColumnMention, { fieldOf }: Resolution): boolean {
  if (/^(?:from|by)$/u.test(column.hints?.at(-1) ?? '')) return true;
  const { table, column: own } = fieldOf(column);
  if (namingColumns(table).includes(own)) return true;
  return isPlaced(column) && partsOf(own.name).some((part) => place.test(part));
}

const place =
  /^(?:place|location|address|venue|city|town|village|country|nation|state|region|county|province|district|area|street)$/u;

/** The columns of a plain test; null for any other. */
function columnsOf(test: Test): readonly ColumnMention[] | null {
  switch (test.kind) {
    case 'held':
    case 'like':
    case 'flag':
      return [test.left];
    case 'between':
      return test.left.kind === 'column' ? [test.left] : null;
    case 'compare': {
      if (test.left.kind !== 'column') return null;
      const { right } = test;
      const hasColumn = right.kind === 'aggregate' || right.kind === 'column';
      return hasColumn && right.of !== null ? [test.left, right.of] : [test.left];
    }
    default:
      return null;
  }
}

import { sameCron } from './same-cron.ts';
import type { Slot } from './slot.ts';
import {
  sameDuration,
  sameObject,
  samePeriod,
  sameRegex,
  sameSet,
  sameSqlType,
  sameValue,
} from './values.ts';
import { isSameColumn, listOf, sameColumns } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Whether a predicted slot says what a gold slot of the same name says; `text` is the description. */
export function isSameSlot(gold: Slot, predicted: Slot, text: string): boolean {
  if (gold.name !== predicted.name) return false;
  return [gold.value, ...(gold.alternatives ?? [])].some((value) =>
    isSame({ ...gold, value }, predicted.value, text),
  );
}

function isSame({ name, value: gold }: Slot, predicted: unknown, text: string): boolean {
  switch (name) {
    case 'source_object':
    case 'target_object': {
      const [left, right] = [fieldsOf(gold), fieldsOf(predicted)];
      return sameObject(left['object'], right['object']) && sameValue(left['role'], right['role']);
    }
    case 'source_option':
    case 'target_option':
      return sameOption(listOf(gold), listOf(predicted), text);
    case 'schedule':
      return isCron(gold) && isCron(predicted)
        ? sameCron(gold, predicted)
        : sameValue(gold, predicted);
    case 'select':
    case 'drop_columns':
    case 'key':
    case 'load_column':
      return isSameColumn(gold, predicted, text);
    case 'aggregate_group':
      return sameGroup(gold, predicted, text);
    case 'aggregate_measure': {
      const [left, right] = [fieldsOf(gold), fieldsOf(predicted)];
      return (
        sameValue(left['fn'], right['fn']) && isSameColumn(left['column'], right['column'], text)
      );
    }
    case 'retries':
    case 'batch':
    case 'parse':
      return sameEntry(listOf(gold), listOf(predicted));
    case 'check':
      return sameCheck(fieldsOf(gold), fieldsOf(predicted), text);
    case 'notification':
      return sameFields(fieldsOf(gold), fieldsOf(predicted), {});
    case 'source_type':
    case 'target_type':
    case 'write_mode':
    case 'load_mode':
    case 'timezone':
    case 'cdc_op':
    case 'on_fail':
      return sameValue(gold, predicted);
    default:
      return sameOperation(fieldsOf(gold), fieldsOf(predicted), text);
  }
}

function isCron(value: unknown): value is string {
  return typeof value === 'string' && value.trim().includes(' ');
}

function sameOption(
  gold: readonly unknown[],
  predicted: readonly unknown[],
  text: string,
): boolean {
  const [name, value] = gold;
  const [otherName, other] = predicted;
  if (name !== otherName) return false;
  if (name === 'partition_by') return sameColumns(value, other, text);
  const [left, right] = [fieldsOf(value), fieldsOf(other)];
  if (Object.keys(left).length > 0) return sameFields(left, right, {});
  return name === 'entity' || sameValue(value, other);
}

/** `day(created_at)` by its function and its column. */
function sameGroup(gold: unknown, predicted: unknown, text: string): boolean {
  const [left, right] = [callOf(gold), callOf(predicted)];
  return left.name === right.name && isSameColumn(left.column, right.column, text);
}

function callOf(value: unknown): { readonly name: string; readonly column: string } {
  const said = String(value).trim();
  const call = /^(\w+)\((.*)\)$/u.exec(said);
  return { name: call?.[1]?.toLowerCase() ?? '', column: call?.[2]?.trim() ?? said };
}

function sameEntry(gold: readonly unknown[], predicted: readonly unknown[]): boolean {
  const [name, value] = gold;
  const [otherName, other] = predicted;
  if (String(name).toLowerCase() !== String(otherName).toLowerCase()) return false;
  return name === 'delay' ? sameDuration(value, other) : sameValue(value, other);
}

function sameCheck(gold: Fields, predicted: Fields, text: string): boolean {
  const column = (one: unknown, other: unknown): boolean =>
    Array.isArray(one) || Array.isArray(other)
      ? sameColumns(one, other, text)
      : isSameColumn(one, other, text);
  return sameFields(gold, predicted, {
    column,
    values: (one, other) => sameSet(listOf(one), listOf(other)),
    pattern: sameRegex,
    max_age: sameDuration,
    window: samePeriod,
    exclusive: (one, other) => (one ?? false) === (other ?? false),
    // A comment of the prediction, and what it does about rows that fail, are slots of their own or none.
    on_fail: () => true,
  });
}

type Compare = (gold: unknown, predicted: unknown) => boolean;

/** Every field of either side, each by its own rule, else as a value. */
function sameFields(
  gold: Fields,
  predicted: Fields,
  rules: Readonly<Record<string, Compare>>,
): boolean {
  const names = new Set([...Object.keys(gold), ...Object.keys(predicted)]);
  return [...names].every((name) => (rules[name] ?? sameValue)(gold[name], predicted[name]));
}

function sameOperation(gold: Fields, predicted: Fields, text: string): boolean {
  const { op } = gold;
  if (op !== predicted['op']) return false;
  if (op === 'filter') return sameFilter(gold, predicted, text);
  const column: Compare = (one, other) => isSameColumn(one, other, text);
  const columns: Compare = (one, other) => sameColumns(one, other, text);
  return sameFields(gold, predicted, {
    column,
    from: column,
    to: op === 'cast' ? sameSqlType : column,
    as: column,
    by: column,
    order_by: column,
    value: op === 'pivot' ? column : sameValue,
    on: columns,
    keys: columns,
    into: columns,
    index: columns,
    right: sameObject,
    size: sameDuration,
    expr: (one, other) => expression(one) === expression(other),
  });
}

function sameFilter(gold: Fields, predicted: Fields, text: string): boolean {
  const [left, right] = [gold['any'], predicted['any']];
  if (Array.isArray(left) || Array.isArray(right)) {
    const open = [...listOf(right)];
    if (listOf(left).length !== open.length) return false;
    return listOf(left).every((one) => {
      const at = open.findIndex((other) => sameFilter(fieldsOf(one), fieldsOf(other), text));
      if (at !== -1) open.splice(at, 1);
      return at !== -1;
    });
  }
  return (
    sameValue(gold['cmp'], predicted['cmp']) &&
    isSameColumn(gold['column'], predicted['column'], text) &&
    sameFilterValue(String(gold['cmp']), gold['value'], predicted['value'])
  );
}

function sameFilterValue(cmp: string, gold: unknown, predicted: unknown): boolean {
  if (cmp === 'relative') return samePeriod(gold, predicted);
  if (cmp === 'in' || cmp === 'not_in') return sameSet(listOf(gold), listOf(predicted));
  return sameValue(gold, predicted);
}

function expression(value: unknown): string {
  return String(value).replaceAll(/\s+/gu, '').toLowerCase();
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

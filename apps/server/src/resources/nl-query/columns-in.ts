/** A column that an expression names. */
export interface NamedColumn {
  readonly table?: string;
  readonly name: string;
}

/** All columns within, but for those that are only counted or looked whether they are there. */
export function columnsIn(node: unknown): readonly NamedColumn[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn);
  if (typeof node !== 'object' || node === null) return [];
  const kind: unknown = Reflect.get(node, 'kind');
  const name: unknown = Reflect.get(node, 'name');
  const table: unknown = Reflect.get(node, 'table');
  if (kind === 'column' && typeof name === 'string') {
    return [typeof table === 'string' ? { table, name } : { name }];
  }
  const operands = [Reflect.get(node, 'operand'), Reflect.get(node, 'args')].flat();
  const isPresence = kind === 'is_null' || (kind === 'call' && name === 'count');
  if (isPresence && operands.every(isColumnOrNothing))
    return columnsIn(Reflect.get(node, 'filter'));
  return Object.values(node).flatMap(columnsIn);
}

function isColumnOrNothing(node: unknown): boolean {
  return node === undefined || Reflect.get(Object(node), 'kind') === 'column';
}

import type { ColumnType } from '@ai-etl/core';

/** List elements that cross exactly as JSON text; others are TYPE_NOT_SUPPORTED. */
export function isListElementSupported(element: ColumnType): boolean {
  switch (element.kind) {
    case 'bool':
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'float32':
    case 'float64':
    case 'text':
    case 'uuid':
    case 'date':
      return true;
    case 'decimal':
      return element.precision !== undefined;
    default:
      return false;
  }
}

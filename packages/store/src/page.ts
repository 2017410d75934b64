/** Which part of a list: pages count from 1. */
export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
}

/** One page, and how many there are altogether. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** By which field a list is sorted. Equal values keep a stable order among them. */
export interface SortRequest<Field extends string> {
  readonly field: Field;
  readonly descending: boolean;
}

/** Rows to skip before this page. */
export function offsetOf({ page, perPage }: PageRequest): number {
  return (page - 1) * perPage;
}

/** For ORDER BY. */
export function directionOf({ descending }: { readonly descending: boolean }): 'asc' | 'desc' {
  return descending ? 'desc' : 'asc';
}

/** Finds `text` anywhere, for ILIKE: its own wildcards mean themselves. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

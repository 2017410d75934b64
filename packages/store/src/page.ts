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

/** Rows to skip before this page. */
export function offsetOf({ page, perPage }: PageRequest): number {
  return (page - 1) * perPage;
}

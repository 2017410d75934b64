import { AiEtlError } from '@ai-etl/core';
import { printPath, type JsonPath } from '../json/json-path.ts';
import type { Pagination } from '../resource.ts';
import { nextLink } from './link-header.ts';

/** Where in a resource a page lies: parameters beside those of the resource, or a URL of its own. */
export type Position =
  | { readonly kind: 'params'; readonly params: Readonly<Record<string, string | number>> }
  | { readonly kind: 'url'; readonly url: URL };

/** What an answer tells about the page behind it. */
export interface PageFacts {
  readonly position: Position;
  /** Where it was asked for. */
  readonly url: URL;
  readonly recordCount: number;
  /** The value at a path of the answer. */
  value(path: JsonPath): unknown;
  /** The value at a path of its last record. */
  lastRecord(path: JsonPath): unknown;
  readonly linkHeader: string | undefined;
  /** Where the answer itself tells of another page. */
  told(): JsonPath | undefined;
  /** For messages: `orders: page 2`. */
  readonly place: string;
}

/** The first page. */
export function firstPosition(pagination: Pagination): Position {
  switch (pagination.type) {
    case 'page': {
      const { param, first, size, size_param: sizeParam } = pagination;
      const sized = sizeParam === undefined || size === undefined ? {} : { [sizeParam]: size };
      return { kind: 'params', params: { ...sized, [param]: first } };
    }
    case 'offset': {
      const { param, limit_param: limitParam, limit } = pagination;
      return { kind: 'params', params: { [limitParam]: limit, [param]: 0 } };
    }
    case 'none':
    case 'cursor':
    case 'next_url':
    case 'link_header':
      return { kind: 'params', params: {} };
  }
}

/**
 * The page behind one; undefined behind the last. Throws QUERY_FAILED where the answer says nothing usable, or
 * tells of a page that pagination does not lead to: those rows would be lost without a word.
 */
export function nextPosition(pagination: Pagination, page: PageFacts): Position | undefined {
  const next = positionBehind(pagination, page);
  if (next !== undefined || saysEnd(pagination, page)) return next;
  const told = page.told();
  if (told === undefined) return undefined;
  throw unusable(
    page,
    `pagination ends here, but ${printPath(told)} of the answer tells of another page; where that is meant, set unread_pages to ignore`,
  );
}

/** An empty page ends those that are counted; elsewhere the answer has to have what was said to be there. */
function saysEnd(pagination: Pagination, page: PageFacts): boolean {
  const isCounted = pagination.type === 'page' || pagination.type === 'offset';
  if (isCounted && page.recordCount === 0) return true;
  const places = [
    'more' in pagination ? pagination.more : undefined,
    pagination.type === 'cursor' ? pagination.cursor : undefined,
    pagination.type === 'next_url' ? pagination.url : undefined,
  ];
  return places.some((path) => path !== undefined && page.value(path) !== undefined);
}

function positionBehind(pagination: Pagination, page: PageFacts): Position | undefined {
  switch (pagination.type) {
    case 'none':
      return undefined;
    case 'page':
      return isLast(pagination, pagination.size, page)
        ? undefined
        : counted(page, pagination.param, 1);
    case 'offset':
      return isLast(pagination, pagination.limit, page)
        ? undefined
        : counted(page, pagination.param, page.recordCount);
    case 'cursor':
      return nextCursor(pagination, page);
    case 'next_url': {
      const found = page.value(pagination.url);
      if (isNothing(found)) return undefined;
      if (typeof found !== 'string') throw unusable(page, 'the next page is no URL');
      return linked(page, found);
    }
    case 'link_header': {
      const found = nextLink(page.linkHeader);
      return found === undefined ? undefined : linked(page, found);
    }
  }
}

function isLast(
  { end, more }: { readonly end: 'empty' | 'short'; readonly more?: JsonPath | undefined },
  size: number | undefined,
  page: PageFacts,
): boolean {
  if (page.recordCount === 0) return true;
  if (more !== undefined && !saysMore(page, more)) return true;
  return end === 'short' && size !== undefined && page.recordCount < size;
}

function counted(page: PageFacts, param: string, step: number): Position {
  const { position } = page;
  const params = position.kind === 'params' ? position.params : {};
  return { kind: 'params', params: { ...params, [param]: Number(params[param]) + step } };
}

function nextCursor(
  { param, cursor, record_field: field, more }: Pagination & { readonly type: 'cursor' },
  page: PageFacts,
): Position | undefined {
  if (more !== undefined && !saysMore(page, more)) return undefined;
  if (field !== undefined && page.recordCount === 0) return undefined;
  const found = cursor === undefined ? page.lastRecord(field ?? []) : page.value(cursor);
  if (cursor !== undefined && isNothing(found)) return undefined;
  if (typeof found !== 'string' && typeof found !== 'number') {
    throw unusable(page, 'the cursor of the next page is neither text nor number');
  }
  return { kind: 'params', params: { [param]: found } };
}

/** Absent is false, as some writers of JSON leave defaults out. Anything else must not pass for an end. */
function saysMore(page: PageFacts, path: JsonPath): boolean {
  const value = page.value(path);
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return false;
  throw unusable(page, 'what says whether there are more pages is neither true nor false');
}

/** How APIs say that there is nothing more. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

/** Credentials are sent there, so it has to be the same server. */
function linked(page: PageFacts, text: string): Position {
  if (!URL.canParse(text, page.url.href)) throw unusable(page, 'the next page is no URL');
  const url = new URL(text, page.url);
  if (url.origin !== page.url.origin || url.username !== '') {
    throw unusable(page, `the next page lies on another server (${url.host})`);
  }
  url.hash = '';
  return { kind: 'url', url };
}

function unusable({ place }: PageFacts, words: string): AiEtlError {
  return new AiEtlError('QUERY_FAILED', `${place}: ${words}. Check pagination.`);
}

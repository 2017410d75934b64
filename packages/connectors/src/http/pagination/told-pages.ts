import type { JsonPath } from '../json/json-path.ts';
import type { JsonScanner, Slice } from '../json/json-scanner.ts';

/** Names under which APIs say that there is another page, without case, `_` and the like. */
const flags: ReadonlySet<string> = new Set([
  'more',
  'hasmore',
  'hasnext',
  'hasnextpage',
  'hasmorepages',
  'hasmoreitems',
  'hasmoreresults',
  'moreresults',
  'istruncated',
]);
/** Names under which they say where it is. */
const leads: ReadonlySet<string> = new Set([
  'next',
  'nextcursor',
  'nexthref',
  'nextlink',
  'nextmarker',
  'nextoffset',
  'nextpage',
  'nextpagelink',
  'nextpagetoken',
  'nextpageurl',
  'nexttoken',
  'nexturi',
  'nexturl',
  'odatanextlink',
  'continuationtoken',
]);
/** What leads to the page in an object of such a name: `paging.next.after`, `_links.next.href`. */
const targets: ReadonlySet<string> = new Set([
  'after',
  'cursor',
  'href',
  'link',
  'offset',
  'page',
  'token',
  'uri',
  'url',
]);
/** Wrappers are not deeper: `data.search.pageInfo.hasNextPage`. */
const deepest = 5;

/**
 * Where an answer itself says that there is another page: a flag that is true, or a cursor, link or number of
 * it. Its records are not looked into. Undefined where nothing says so.
 */
export function toldPage(
  scanner: JsonScanner,
  whole: Slice,
  records: readonly Slice[],
): JsonPath | undefined {
  const firstRecord = records[0]?.start;
  const lastEnd = records.at(-1)?.end ?? 0;
  const isRecords = ({ start, end }: Slice): boolean =>
    firstRecord !== undefined && start >= firstRecord && end <= lastEnd;

  const look = (at: Slice, path: JsonPath): JsonPath | undefined => {
    if (isRecords(at)) return undefined;
    switch (scanner.kindOf(at)) {
      case 'array':
        return undefined;
      case 'scalar':
        return tells(scanner.parse(at), path) ? path : undefined;
      case 'object':
        if (path.length === deepest) return undefined;
        for (const { name, value } of scanner.members(at)) {
          const found = look(value, [...path, name]);
          if (found !== undefined) return found;
        }
        return undefined;
    }
  };
  return look(whole, []);
}

function tells(value: unknown, path: JsonPath): boolean {
  const [above = '', name = ''] = ['', ...path].slice(-2).map((one) => plain(one));
  if (value === true) return flags.has(name);
  if (!leads.has(name) && !(leads.has(above) && targets.has(name))) return false;
  return typeof value === 'number' ? value > 0 : typeof value === 'string' && value !== '';
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

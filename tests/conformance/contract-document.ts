import { readFileSync } from 'node:fs';

/** One fenced block of the contract, with the headings above it. */
export interface Block {
  /** `json`, `http`, `python`, `typescript`. */
  readonly language: string;
  readonly text: string;
  /** From the outermost: `Core Endpoints`, `Pipelines`, `Deploy Pipeline`. */
  readonly headings: readonly string[];
}

/** A request that the contract shows, with the answer that it shows for it. */
export interface Example {
  readonly title: string;
  readonly method: string;
  /** As written: `/pipelines/{pipeline_id}:run`, without a query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Undefined: the contract shows none. */
  readonly answer: unknown;
}

const page = new URL('../../docs/reference/rest-api.md', import.meta.url);

/** Every fenced block of docs/reference/rest-api.md, in order. */
export function readContract(): readonly Block[] {
  const blocks: Block[] = [];
  const headings: string[] = [];
  let open: { language: string; lines: string[] } | null = null;
  for (const line of readFileSync(page, 'utf8').split('\n')) {
    const fence = /^```(\w*)\s*$/.exec(line);
    if (open !== null) {
      if (fence === null) open.lines.push(line);
      else {
        blocks.push({
          language: open.language,
          text: open.lines.join('\n'),
          headings: [...headings],
        });
        open = null;
      }
      continue;
    }
    if (fence !== null) open = { language: fence[1] ?? '', lines: [] };
    const heading = /^(#{2,6}) (.*)$/.exec(line);
    if (heading !== null) headings.splice((heading[1]?.length ?? 2) - 2, 9, heading[2] ?? '');
  }
  return blocks;
}

/** The requests of the contract: an `http` block with a method, and the `json` block after it. */
export function examplesOf(blocks: readonly Block[]): readonly Example[] {
  return blocks.flatMap((block, index) => {
    const request = block.language === 'http' ? parseRequest(block.text) : null;
    if (request === null) return [];
    const next = blocks[index + 1];
    const sameSection = next?.headings.join('/') === block.headings.join('/');
    const answer = next?.language === 'json' && sameSection ? parseJson(next.text) : undefined;
    return [{ title: block.headings.at(-1) ?? '', ...request, answer }];
  });
}

function parseRequest(text: string): Omit<Example, 'title' | 'answer'> | null {
  const [first = '', ...rest] = text.split('\n');
  const match = /^(GET|POST|PUT|PATCH|DELETE) (\S+)$/.exec(first);
  if (match === null) return null;
  const [path = '', search = ''] = (match[2] ?? '').split('?');
  const query: Record<string, string> = Object.fromEntries(new URLSearchParams(search));
  for (const line of rest) {
    const parameter = /^\s+- (\w+): (.*)$/.exec(line);
    if (parameter !== null) query[parameter[1] ?? ''] = parameter[2] ?? '';
  }
  const blank = rest.indexOf('');
  const written = blank < 0 ? '' : rest.slice(blank).join('\n').trim();
  return {
    method: match[1] ?? '',
    path,
    query,
    body: written === '' ? undefined : parseJson(written),
  };
}

/** Stands for an object that the contract leaves out: it writes `{...}`. */
export const leftOut = 'left out';

export function parseJson(text: string): unknown {
  return JSON.parse(text.replaceAll('{...}', JSON.stringify(leftOut)));
}

/** `shown` with what it leaves out taken from a real answer. */
export function complete(shown: unknown, real: unknown): unknown {
  if (shown === leftOut) return real;
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return shown;
  return Object.fromEntries(
    Object.entries(shown).map(([key, value]) => [
      key,
      complete(value, typeof real === 'object' && real !== null ? Reflect.get(real, key) : real),
    ]),
  );
}

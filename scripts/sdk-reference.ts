/**
 * `node scripts/sdk-reference.ts`: writes docs/reference/sdk-typescript.md from the sources of the
 * TypeScript SDK: every resource with its methods. `sdk-reference.test.ts` fails when it is old.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = join(root, 'sdks/typescript/src');

/** Where the page is. */
export const sdkReferencePage = join(root, 'docs/reference/sdk-typescript.md');

interface Method {
  readonly name: string;
  readonly text: string;
}

/** The page as it should be, formatted as `npm run format` would. */
export async function sdkReferenceText(): Promise<string> {
  const classes = new Map(
    readdirSync(join(sources, 'resources'))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => classesOf(readFileSync(join(sources, 'resources', file), 'utf8'))),
  );
  const client = readFileSync(join(sources, 'client.ts'), 'utf8');
  const members = [...client.matchAll(/^ {2}readonly (\w+): ([A-Z]\w+);$/gm)];
  const sections = members.map(([, name = '', type = '']) =>
    section(`client.${name}`, classes.get(type)),
  );
  const objects = [
    ['client.pipelines.versions', 'PipelineVersions'],
    ['Pipeline', 'Pipeline'],
    ['Run', 'Run'],
  ].map(([title = '', type = '']) => section(title, classes.get(type)));
  const head =
    '# The TypeScript SDK\n\nGenerated from its sources by `node scripts/sdk-reference.ts`. How it is used: ' +
    '[README](../../sdks/typescript/README.md). Every method takes `{ signal, timeoutMs, maxRetries, ' +
    'idempotencyKey, headers }` as its last argument, which is left out here. Shapes are those of the ' +
    '[REST API](rest-api.md).';
  const config = (await resolveConfig(sdkReferencePage)) ?? {};
  const text = [head, ...sections, ...objects].join('\n\n');
  return format(text, { ...config, parser: 'markdown' });
}

interface Described {
  readonly about: string;
  readonly methods: readonly Method[];
}

/** Public classes with their methods, read by the house's own layout: two spaces, then the name. */
function classesOf(text: string): readonly (readonly [string, Described])[] {
  const found = [...text.matchAll(/((?:\/\*\*[^*]*(?:\*(?!\/)[^*]*)*\*\/\n)?)export class (\w+)/g)];
  return found.map((match, at) => {
    const whole = text.slice(match.index, found[at + 1]?.index ?? text.length);
    const body = whole.replace(/ {2}constructor\([\s\S]*?\n {2}\}\n/, '');
    const methods = [
      ...body.matchAll(
        /((?: {2}\/\*\*(?:[^*]|\*(?!\/))*\*\/\n)?) {2}(?:async )?\*?(get )?([a-z]\w*)\(([\s\S]*?)\):/g,
      ),
    ]
      .filter(([, , , name]) => name !== 'constructor' && name !== 'toJSON')
      .map(([, comment = '', getter, name = '', parameters = '']) => ({
        name: getter === undefined ? `${name}(${namesOf(parameters)})` : name,
        text: sentence(comment),
      }));
    return [match[2] ?? '', { about: sentence(match[1] ?? ''), methods }] as const;
  });
}

function namesOf(parameters: string): string {
  const names = [...parameters.matchAll(/(?:^|[,\n])\s*(\w+)\??(?=[:?\s])/g)].map(
    ([, name]) => name,
  );
  const plain = parameters.trim().startsWith('{') ? ['options'] : names;
  return plain.filter((name) => name !== undefined && name !== 'options').join(', ');
}

/** A docstring as one line. */
function sentence(comment: string): string {
  const lines = comment.replace(/^\s*\/\*\*|\*\/\s*$/g, '').split('\n');
  return lines
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .trim();
}

function section(title: string, described: Described | undefined): string {
  if (described === undefined) return `## ${title}`;
  const rows = described.methods.map(
    ({ name, text }) => `| \`${name}\` | ${text.replaceAll('|', '\\|')} |`,
  );
  return [`## ${title}`, described.about, ['| | |', '| --- | --- |', ...rows].join('\n')].join(
    '\n\n',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(sdkReferencePage, await sdkReferenceText());
  console.log(`wrote ${sdkReferencePage}`);
}

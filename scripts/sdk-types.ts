/**
 * `npm run sdk:types`: writes the TypeScript SDK's types from sdks/openapi.json with
 * openapi-typescript, which is kept apart because it needs TypeScript 5 (docs/decisions/0001-layout.md
 * has the rooms, scripts/openapi-types its versions). `sdk-types.test.ts` fails when they are old.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tool = join(root, '.cache/openapi-types');

/** Where the document is; scripts/sdk-openapi.ts writes it. */
export const openApiFile = join(root, 'sdks/openapi.json');

/** Where the types are. */
export const typesFile = join(root, 'sdks/typescript/src/generated/api.ts');

/** First line of the types: which document they were made from. */
export function typesStamp(): string {
  const hash = createHash('sha256').update(readFileSync(openApiFile)).digest('hex').slice(0, 16);
  return `// Made from sdks/openapi.json (${hash}) by npm run sdk:types; not to be edited.`;
}

/**
 * The document as the types need it. Failures are typed by hand, once; left in, each operation
 * would repeat them: 8,000 lines. Fields that are answered always, though the contract does not
 * promise them, are no optional ones to who uses the SDK of the same version.
 */
function asTyped(text: string): string {
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    if (key === 'responses') {
      return Object.fromEntries(entries.filter(([status]) => /^[12]\d\d$/.test(status)));
    }
    const always: unknown = Reflect.get(value, 'x-always-answered');
    return always === undefined ? value : { ...value, required: always };
  });
}

function writeTypes(): void {
  mkdirSync(tool, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(root, 'scripts/openapi-types', file), join(tool, file));
  }
  if (!existsSync(join(tool, 'node_modules/openapi-typescript'))) {
    execute('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], tool);
  }
  const input = join(tool, 'openapi.json');
  const output = join(tool, 'api.ts');
  writeFileSync(input, asTyped(readFileSync(openApiFile, 'utf8')));
  const program = 'node_modules/openapi-typescript/bin/cli.js';
  const options = ['--immutable', '--default-non-nullable=false', '--output', output];
  execute(process.execPath, [program, input, ...options], tool);
  mkdirSync(dirname(typesFile), { recursive: true });
  writeFileSync(typesFile, `${typesStamp()}\n${readFileSync(output, 'utf8')}`);
}

function execute(program: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`${program} ${args[0]} failed; see above.`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeTypes();
  console.log(`wrote ${typesFile}`);
}

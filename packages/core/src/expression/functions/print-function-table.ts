import { printSignature } from './definition.ts';
import { functionRegistry } from './registry.ts';

/** The function reference as Markdown, one table; `docs/concepts/semantics.md` holds it. */
export function printFunctionTable(): string {
  const rows = [...functionRegistry.values()].map((definition) => {
    const cells = [`\`${printSignature(definition)}\``, definition.returns, definition.doc];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    '<!-- prettier-ignore -->',
    '| function | gives | meaning |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

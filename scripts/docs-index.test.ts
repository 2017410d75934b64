import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const pages = globSync('{*.md,docs/**/*.md,{apps,packages,sdks,tests}/*/README.md}', { cwd: root });

/** Examples are no links. */
const prose = (page: string) => read(page).replaceAll(/^```[\s\S]*?^```/gm, '');

/** Where a page's links lead, as [page, heading]; addresses of other machines are left out. */
function linksOf(page: string): readonly (readonly [string, string])[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', heading = ''] = link.split('#');
    return [[path === '' ? page : join(dirname(page), path), heading] as const];
  });
}

/** As GitHub makes them. */
function headingsOf(page: string): readonly string[] {
  return [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

describe('the documentation', () => {
  it.each(pages)('has no link that leads nowhere: %s', (page) => {
    const broken = linksOf(page).filter(([target, heading]) => {
      if (!existsSync(join(root, target))) return true;
      return heading !== '' && !headingsOf(target).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it('lists every guide and concept in its index by need', () => {
    const listed = new Set(linksOf('docs/README.md').map(([target]) => target));
    const written = globSync('docs/{guides,concepts}/*.md', { cwd: root });
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((page) => !listed.has(page))).toEqual([]);
  });

  it('explains each word once', () => {
    const words = [...read('docs/glossary.md').matchAll(/^\| \*\*(.+?)\*\*/gm)].map(
      (one) => one[1],
    );
    expect(words.length).toBeGreaterThan(20);
    expect(words).toEqual([...new Set(words)]);
  });

  it('numbers each decision once', () => {
    const numbers = globSync('docs/decisions/*.md', { cwd: root }).map(
      (page) => /(\d{4})-[^/]*$/.exec(page)?.[1],
    );
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

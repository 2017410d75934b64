import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isAllowed, isOfProjects, permissions, roles } from './permissions.ts';

/** The table of docs/guides/roles.md, by permission: `yes` and nothing, in the order of its columns. */
function tableInGuide(): Readonly<Record<string, readonly string[]>> {
  const guide = readFileSync(new URL('../../../../docs/guides/roles.md', import.meta.url), 'utf8');
  const rows = [...guide.matchAll(/^\| `(\w+:\w+)` +\|(.*)\|$/gm)];
  return Object.fromEntries(
    rows.map(([, permission = '', cells = '']) => [
      permission,
      cells
        .split('|')
        .slice(1)
        .map((cell) => cell.trim()),
    ]),
  );
}

it('says of every permission which roles have it, and whether one in a project does', () => {
  const expected = Object.fromEntries(
    permissions.map((permission) => [
      permission,
      [...roles.map((role) => isAllowed(role, permission)), isOfProjects(permission)].map((may) =>
        may ? 'yes' : '',
      ),
    ]),
  );
  expect(tableInGuide()).toEqual(expected);
});

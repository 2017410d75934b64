import { asColumnType, type InferredType } from '../expression/inferred-type.ts';
import { didYouMean } from '../nearest-names.ts';
import type { Schema } from '../types/column-type.ts';
import type { Findings } from './findings.ts';

/** A column while resolving: its type is `unknown` after an error that was already reported. */
export interface WorkingColumn {
  readonly name: string;
  readonly type: InferredType;
  readonly nullable: boolean;
}

/** `open`: an error hides what else there is, so names that are not found are not reported. */
export interface WorkingSchema {
  readonly columns: readonly WorkingColumn[];
  readonly open: boolean;
}

export const hiddenSchema: WorkingSchema = { columns: [], open: true };

/** The schema when every name and type of it is known. */
export function knownSchema(schema: WorkingSchema): Schema | undefined {
  if (schema.open) return undefined;
  const columns = schema.columns.flatMap(({ name, type, nullable }) => {
    const known = asColumnType(type);
    return known === undefined ? [] : [{ name, type: known, nullable }];
  });
  return columns.length === schema.columns.length ? columns : undefined;
}

/** The column of that name; reports UNKNOWN_COLUMN at `path` when there is none. */
export function findColumn(
  schema: WorkingSchema,
  name: string,
  at: { readonly path: string; readonly of: string; readonly findings: Findings },
): WorkingColumn {
  const found = schema.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  if (!schema.open) {
    const names = schema.columns.map((column) => column.name);
    const shown = names.slice(0, 10).join(', ');
    const rest = names.length > 10 ? ` and ${names.length - 10} more` : '';
    const hint = didYouMean(name, names) ?? `columns are ${shown}${rest}`;
    at.findings.add('UNKNOWN_COLUMN', at.path, `There is no column "${name}" in "${at.of}".`, hint);
  }
  return { name, type: { kind: 'unknown' }, nullable: true };
}

/** Reports each name that is there twice, at the path of its second place. */
export function reportDuplicates(
  names: readonly string[],
  findings: Findings,
  pathOf: (index: number) => string,
): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) {
      findings.add(
        'DUPLICATE_COLUMN',
        pathOf(index),
        `The column "${name}" would be there twice.`,
        'give one of them another name',
      );
    }
    seen.add(name);
  }
}

import type { Scalar } from '../../ir/index.ts';
import type { ConditionAnswer } from './pipeline-answer.ts';
import type { Problems } from './problems.ts';

/** Where an operation of an answer stands, and what it may name. */
export interface OperationReading {
  readonly path: string;
  readonly problems: Problems;
  /** Folded names of the columns of all tables that may be read, and of what other operations make. */
  readonly columns: ReadonlySet<string>;
  /** Folded names of those tables. */
  readonly tables: ReadonlySet<string>;
}

/** A value as its type has it; null when it is none. */
export function readScalar({ type, value }: ConditionAnswer['values'][number]): Scalar | null {
  switch (type) {
    case 'text':
      return { type, value };
    case 'number':
      return /^-?\d{1,38}(\.\d{1,38})?$/.test(value) ? { type, value } : null;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}([T ][\d:.+Z-]+)?$/.test(value) && !Number.isNaN(Date.parse(value))
        ? { type, value }
        : null;
    case 'bool':
      return value === 'true' || value === 'false' ? { type, value: value === 'true' } : null;
  }
}

import type { Expression, SelectQuery } from '@ai-etl/core';
import type { Building } from '../building.ts';
import type { Form } from '../form.ts';

/** One block for a form, with what its groups are told apart by. */
export interface Selected {
  readonly query: SelectQuery;
  readonly groupKeys: readonly Expression[];
}

/** Makes the block of a form that has no frame. */
export type SelectForm = (form: Form, building: Building) => Selected;

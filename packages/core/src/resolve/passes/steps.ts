import { stepSchema } from '../ops/step-schema.ts';
import { topologicalOrder } from '../topological-order.ts';
import { hiddenSchema } from '../working-schema.ts';
import type { Pass } from './pass.ts';

/** Types every step after its inputs; steps of a cycle too, as far as that goes. */
export const stepSchemas: Pass = ({ spec, environment, params, schemas, findings }) => {
  const indexes = new Map(spec.steps.map((step, index) => [step, index]));
  for (const step of topologicalOrder(spec.steps).ordered) {
    const inputs = step.inputs.map((id) => ({ id, schema: schemas.get(id) ?? hiddenSchema }));
    const describedSchema = environment.querySchemas.get(step.id);
    const path = `steps.${indexes.get(step) ?? 0}`;
    const schema = stepSchema(step, { path, inputs, params, describedSchema, findings });
    if (!schemas.has(step.id)) schemas.set(step.id, schema);
  }
};

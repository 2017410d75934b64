import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { joinWords } from '../nearest-names.ts';
import type { PipelineSpec } from '../spec/pipeline-spec.ts';
import type { StepOp } from '../spec/steps/index.ts';

/** OP_NOT_EXECUTABLE for each step whose op is not among those a route can run. */
export function unexecutableOps(
  spec: PipelineSpec,
  supported: ReadonlySet<StepOp>,
): readonly Diagnostic[] {
  return spec.steps.flatMap(({ id, op }, index) =>
    supported.has(op)
      ? []
      : [
          diagnostic(
            'OP_NOT_EXECUTABLE',
            `steps.${index}.op`,
            `The step "${id}" uses ${op}, which no route can execute yet.`,
            supported.size === 0 ? undefined : `ops that can: ${joinWords([...supported], 'and')}`,
          ),
        ],
  );
}

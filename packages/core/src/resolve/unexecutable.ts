import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { joinWords } from '../nearest-names.ts';
import type { Check } from '../spec/check.ts';
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

/** CHECK_NOT_EXECUTABLE for each check of a kind that a route cannot run. */
export function unexecutableChecks(
  spec: PipelineSpec,
  supported: ReadonlySet<Check['kind']>,
): readonly Diagnostic[] {
  return spec.checks.flatMap(({ id, kind }, index) =>
    supported.has(kind)
      ? []
      : [
          diagnostic(
            'CHECK_NOT_EXECUTABLE',
            `checks.${index}.kind`,
            `The check "${id}" is ${kind}, which no route can execute yet.`,
            supported.size === 0
              ? 'remove it'
              : `kinds that can: ${joinWords([...supported], 'and')}`,
          ),
        ],
  );
}

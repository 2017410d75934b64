import { maskedColumns, type StepOf } from '@ai-etl/core';
import { maskPurpose } from '../bind/mask-purpose.ts';
import { redacted, tokenLength } from '../lower/mask-step.ts';
import { printCast } from './cast.ts';
import { assign, type FrameProgram } from './frame-program.ts';
import { pythonName, pythonText } from './python.ts';
import { dictionary, rowScope } from './row-scope.ts';

/** Masked columns are derived in place; the key comes from the environment. */
export function printMask(step: StepOf<'mask'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const { schemas, spec } = program.resolution;
  const schema = schemas.get(id) ?? [];
  const scope = rowScope(schema, id);
  const hidden = maskedColumns(
    step,
    schema.map(({ name }) => name),
  );
  const entries = hidden.map(({ name, method, keepLast }) => {
    const raw = `row[${pythonText(name)}]`;
    const operand = { kind: 'column', name } as const;
    const value = printCast(raw, { kind: 'cast', operand, to: { kind: 'text' } }, scope);
    const domain = step.domain ?? spec.name;
    const keyed = (of: 'hash' | 'tokenise') =>
      `keyed_hash(${value}, ${pythonText(maskPurpose(of, domain))})`;
    const masked = {
      hash: () => keyed('hash'),
      tokenise: () => `concat("tok_", fn_left(${keyed('tokenise')}, ${tokenLength}))`,
      redact: () => `None if ${raw} is None else ${pythonText(redacted)}`,
      partial: () => `keep_last(${value}, ${keepLast})`,
    }[method]();
    return [name, `lambda row: ${masked}`] as const;
  });
  assign(program, step.id, `derive(${pythonName(id)}, ${dictionary(entries)})`);
}

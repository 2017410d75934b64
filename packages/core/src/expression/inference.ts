import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/registry.ts';
import type { Expression } from './ast.ts';
import { unknownValue, type TypedValue } from './inferred-type.ts';
import type { ExpressionScope } from './scope.ts';

/** Walks one tree: collects findings, and remembers what surrounds the node at hand. */
export class Inference {
  readonly scope: ExpressionScope;
  readonly diagnostics: Diagnostic[] = [];
  readonly types = new Map<Expression, TypedValue>();
  /** True below an aggregate call. */
  insideAggregate = false;
  readonly #inferNode: (inference: Inference, expression: Expression) => TypedValue;

  constructor(
    scope: ExpressionScope,
    inferNode: (inference: Inference, expression: Expression) => TypedValue,
  ) {
    this.scope = scope;
    this.#inferNode = inferNode;
  }

  infer(expression: Expression): TypedValue {
    const value = this.#inferNode(this, expression);
    this.types.set(expression, value);
    return value;
  }

  inferAll(expressions: readonly Expression[]): readonly TypedValue[] {
    return expressions.map((expression) => this.infer(expression));
  }

  /** Notes a finding; the value it is about is unknown from then on. */
  report(code: DiagnosticCode, message: string, hint?: string): TypedValue {
    this.diagnostics.push(diagnostic(code, this.scope.path, message, hint));
    return unknownValue;
  }
}

import { diagnosticRegistry, type DiagnosticCode, type Severity } from './registry.ts';

/** One finding about a spec. `path` points into it: `steps.2.expression`. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly path: string;
  /** What is wrong, with which thing. */
  readonly message: string;
  /** How to cure it, or what was allowed. */
  readonly hint?: string;
}

/** Makes a diagnostic with the registry's severity. */
export function diagnostic(
  code: DiagnosticCode,
  path: string,
  message: string,
  hint?: string,
): Diagnostic {
  const severity = diagnosticRegistry[code].severity;
  return hint === undefined
    ? { code, severity, path, message }
    : { code, severity, path, message, hint };
}

/** True when any finding forbids deploying and running. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}

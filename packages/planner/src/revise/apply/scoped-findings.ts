import { openFindings, type Findings } from '../../link/findings.ts';

/** Runs something whose questions have ids of their own: `filter` is asked as `change_2_filter`. */
export function withPrefix<Result>(
  findings: Findings,
  prefix: string,
  run: (inner: Findings) => Result,
): Result {
  const lead = `${prefix}_`;
  const answers = Object.entries(findings.answers).flatMap(([id, answer]) =>
    id.startsWith(lead) ? [[id.slice(lead.length), answer] as const] : [],
  );
  const inner = openFindings(Object.fromEntries(answers));
  const result = run(inner);
  findings.assumptions.push(...inner.assumptions);
  findings.diagnostics.push(...inner.diagnostics);
  findings.questions.push(...inner.questions.map((one) => ({ ...one, id: `${lead}${one.id}` })));
  findings.rejected.push(
    ...inner.rejected.map((one) => ({
      ...one,
      field: one.field.replace('answers.', `answers.${lead}`),
    })),
  );
  for (const id of inner.asked) findings.asked.add(`${lead}${id}`);
  return result;
}

/** Runs something on trial: what it finds counts nowhere unless it is kept. */
export function onTrial<Result>(
  findings: Findings,
  run: (trial: Findings) => Result,
): { readonly result: Result; readonly trial: Findings; readonly keep: () => Result } {
  const trial = openFindings(findings.answers);
  const result = run(trial);
  const keep = (): Result => {
    findings.assumptions.push(...trial.assumptions);
    findings.diagnostics.push(...trial.diagnostics);
    findings.questions.push(...trial.questions);
    findings.rejected.push(...trial.rejected);
    for (const id of trial.asked) findings.asked.add(id);
    return result;
  };
  return { result, trial, keep };
}

/** Which variables only make sense together. */

const together: Readonly<Record<string, readonly string[]>> = {
  AI_ETL_SMTP_URL: ['AI_ETL_MAIL_FROM', 'AI_ETL_PUBLIC_URL'],
  AI_ETL_MAIL_FROM: ['AI_ETL_SMTP_URL'],
  AI_ETL_MODEL_URL: ['AI_ETL_MODEL'],
  AI_ETL_MODEL_API_KEY: ['AI_ETL_MODEL'],
  AI_ETL_OIDC_ISSUER: ['AI_ETL_OIDC_CLIENT_ID', 'AI_ETL_OIDC_CLIENT_SECRET', 'AI_ETL_PUBLIC_URL'],
  AI_ETL_OIDC_CLIENT_ID: ['AI_ETL_OIDC_ISSUER'],
  AI_ETL_OIDC_CLIENT_SECRET: ['AI_ETL_OIDC_ISSUER'],
  AI_ETL_OIDC_NEW_USER_ROLE: ['AI_ETL_OIDC_ISSUER'],
};

export interface MissingVariable {
  readonly variable: string;
  /** Why it is asked for. */
  readonly reason: string;
}

/** What is missing beside what is set. */
export function missingVariables(
  environment: Readonly<Record<string, unknown>>,
): readonly MissingVariable[] {
  const missing = new Map<string, string>();
  // Anthropic's address is known.
  if (
    environment['AI_ETL_MODEL'] !== undefined &&
    environment['AI_ETL_MODEL_KIND'] !== 'anthropic' &&
    environment['AI_ETL_MODEL_URL'] === undefined
  ) {
    missing.set('AI_ETL_MODEL_URL', 'is needed with AI_ETL_MODEL');
  }
  if (
    environment['AI_ETL_MODEL'] !== undefined &&
    environment['AI_ETL_MODELS_FILE'] !== undefined
  ) {
    missing.set('AI_ETL_MODEL', 'cannot be set beside AI_ETL_MODELS_FILE');
  }
  for (const [variable, others] of Object.entries(together)) {
    if (environment[variable] === undefined) continue;
    for (const other of others) {
      if (environment[other] === undefined) missing.set(other, `is needed with ${variable}`);
    }
  }
  return [...missing].map(([variable, reason]) => ({ variable, reason }));
}

import {
  AiEtlError,
  diagnostic,
  type ConnectionSettings,
  type ConnectorField,
  type Diagnostic,
} from '@ai-etl/core';

/** Findings about settings against a connector's field list; `path` is the field's name. */
export function validateFields(
  fields: readonly ConnectorField[],
  settings: ConnectionSettings,
): readonly Diagnostic[] {
  const known = new Set(fields.map((field) => field.name));
  const unknown = Object.keys(settings)
    .filter((name) => !known.has(name))
    .map((name) =>
      diagnostic(
        'SETTING_INVALID',
        name,
        `There is no setting "${name}".`,
        `Allowed: ${fields.map((field) => field.name).join(', ')}.`,
      ),
    );
  return [...fields.flatMap((field) => validateField(field, settings[field.name])), ...unknown];
}

/** Throws VALIDATION_ERROR with one detail per field; `system` is named in the message. */
export function requireValidFields(
  system: string,
  fields: readonly ConnectorField[],
  settings: ConnectionSettings,
): void {
  const findings = validateFields(fields, settings);
  if (findings.length === 0) return;
  throw new AiEtlError('VALIDATION_ERROR', `The ${system} settings are not valid.`, {
    details: findings.map((one) => ({ field: one.path, error: one.message })),
  });
}

/** The text of a setting, or its default. Call after validateFields found nothing. */
export function textSetting(settings: ConnectionSettings, field: ConnectorField): string {
  const value = settings[field.name] ?? field.default;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The number of an integer setting, or its default. Call after validateFields found nothing. */
export function integerSetting(settings: ConnectionSettings, field: ConnectorField): number {
  return Number(textSetting(settings, field));
}

function validateField(field: ConnectorField, value: unknown): readonly Diagnostic[] {
  const problem = problemOf(field, value);
  if (problem === undefined) return [];
  const hint = field.example === undefined ? field.description : `Example: ${field.example}`;
  return [diagnostic('SETTING_INVALID', field.name, `${field.title}: ${problem}`, hint)];
}

function problemOf(field: ConnectorField, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') {
    return field.required && field.default === undefined ? 'is required.' : undefined;
  }
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return 'must be text.';
      return value.includes('\0') ? 'must not contain a NUL character.' : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false.';
    case 'choice':
      return typeof value === 'string' && (field.choices ?? []).includes(value)
        ? undefined
        : `must be one of ${(field.choices ?? []).join(', ')}.`;
    case 'json':
      return isJson(value) ? undefined : 'must be a list or an object, or its JSON as text.';
    case 'integer': {
      const isInteger =
        typeof value === 'number'
          ? Number.isSafeInteger(value)
          : typeof value === 'string' && /^\d{1,9}$/.test(value);
      if (!isInteger) return 'must be a whole number.';
      if (field.name !== 'port') return undefined;
      return Number(value) >= 1 && Number(value) <= 65_535
        ? undefined
        : 'must lie between 1 and 65535.';
    }
  }
}

function isJson(value: unknown): boolean {
  if (typeof value !== 'string') return typeof value === 'object';
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}

const maxName = 90;

/** `analytics (db.company.com)`: of settings that are no secrets; the caller makes it unique. */
export function nameConnection(settings: Readonly<Record<string, string | number>>): string {
  const { database, host = '' } = settings;
  const place = String(host);
  const name = database === undefined || database === '' ? place : `${database} (${place})`;
  return name.length > maxName ? `${name.slice(0, maxName - 1)}…` : name;
}

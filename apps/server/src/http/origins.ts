/** What AI_ETL_CORS_ORIGINS may say, for its error message. */
export const originForms =
  'must be exact origins joined by commas, such as https://console.example.com,http://localhost:5173: no path, no *';

/** Reads AI_ETL_CORS_ORIGINS; each as browsers send it. Null: one of them is no exact http(s) origin. */
export function parseOrigins(text: string): readonly string[] | null {
  const origins: string[] = [];
  for (const word of text.split(',').map((one) => one.trim())) {
    if (word === '') continue;
    const origin = parseOrigin(word);
    if (origin === null) return null;
    origins.push(origin);
  }
  return [...new Set(origins)];
}

function parseOrigin(word: string): string | null {
  if (word.includes('*') || !URL.canParse(word)) return null;
  const { protocol, origin, host, href } = new URL(word);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  // With a user, a path or a query it would be more than an origin.
  return host !== '' && href === `${origin}/` && !/[?#]/.test(word) ? origin : null;
}

/** The system an address belongs to, by its scheme; null: a bare path is a file of some place. */
export function systemOfPath(path: string): string | null {
  const scheme = /^([a-z0-9+]+):\/\//iu.exec(path)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  if (scheme === 'gs') return 'gcs';
  if (scheme === 'file') return null;
  return scheme === 'https' ? 'http' : scheme === 's3a' ? 's3' : scheme;
}

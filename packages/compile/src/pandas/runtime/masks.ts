/** Masks; NULL stays NULL. */
export const maskFunctions: readonly string[] = [
  String.raw`
def mask_key(purpose):
    """Derived from the project's key, 64 hex digits, which never stands in this file."""
    key = bytes.fromhex(environment("AI_ETL_MASK_KEY"))
    return hmac.new(key, purpose.encode(), hashlib.sha256).hexdigest()
`,
  String.raw`
def keyed_hash(text, purpose):
    if text is None:
        return None
    key = mask_key(purpose)
    inner = hashlib.sha256((key + text).encode()).hexdigest()
    return hashlib.sha256((key + inner).encode()).hexdigest()
`,
  String.raw`
def keep_last(text, count):
    """The last characters of values that are at least twice as long."""
    if text is None:
        return None
    shown = count if len(text) >= 2 * count else 0
    return "*" * (len(text) - shown) + text[len(text) - shown :]
`,
];

/** `https://example.com/a`, `ftp://…`, or `www.example.com`. */
export function isUrl(text: string): boolean {
  return (
    /^(?:https?|ftp|ftps|s3|gs|wss?|jdbc:[a-z]+):\/\/[^\s/?#]+[^\s]*$/i.test(text) ||
    /^www\.[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:\/\S*)?$/iu.test(text)
  );
}

/** An IPv4 or IPv6 address, with or without the length of a network. */
export function isIpAddress(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return false;
  const isV4 = isIpv4(address);
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= (isV4 ? 32 : 128))) {
    return false;
  }
  return isV4 || isIpv6(address);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((one) => /^(?:0|[1-9]\d{0,2})$/.test(one) && Number(one) <= 255)
  );
}

function isIpv6(text: string): boolean {
  const address = text.replace(/%[\w.-]+$/, '');
  if (!address.includes(':') || !/^[\da-fA-F:.]{2,45}$/.test(address)) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = groups.flat();
  const last = all.at(-1) ?? '';
  const hasV4 = last.includes('.');
  if (hasV4 && !isIpv4(last)) return false;
  const hex = hasV4 ? all.slice(0, -1) : all;
  if (!hex.every((one) => /^[\da-fA-F]{1,4}$/.test(one))) return false;
  const count = hex.length + (hasV4 ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** A UUID with hyphens, of any version. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text);
}

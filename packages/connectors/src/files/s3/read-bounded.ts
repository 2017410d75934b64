/** The bytes of a body; undefined where they are more than `limit`, and then the rest is not read. */
export async function readBounded(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

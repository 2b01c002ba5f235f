/**
 * MurmurHash2 of 32 bits, by Austin Appleby (public domain), of the text as UTF-8: front ends compute the name of a
 * cell's source with it.
 *
 * @example
 * murmur2("", 0); // 0
 */
export function murmur2(text: string, seed: number): number {
  const m = 0x5bd1e995;
  const bytes = Buffer.from(text, "utf8");
  let hash = seed ^ bytes.length;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    let k = Math.imul(bytes.readInt32LE(at), m);
    k = Math.imul(k ^ (k >>> 24), m);
    hash = Math.imul(hash, m) ^ k;
  }
  const rest = bytes.length - at;
  if (rest > 0) {
    for (let i = 0; i < rest; i++) hash ^= (bytes[at + i] ?? 0) << (8 * i);
    hash = Math.imul(hash, m);
  }
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return (hash ^ (hash >>> 15)) >>> 0;
}

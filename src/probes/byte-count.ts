/**
 * Bytes in a cgroup memory file such as `memory.max` or `memory.limit_in_bytes`; Infinity for `max`, -1 and the huge
 * numbers (9223372036854771712, 2^64-1) that mean no limit; null when damaged.
 */
export function parseByteCount(text: string): number | null {
  const word = text.trim()
  if (word === 'max' || word === '-1') return Number.POSITIVE_INFINITY
  if (!/^\d{1,20}$/.test(word)) return null
  const bytes = Number(word)
  return bytes > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : bytes
}

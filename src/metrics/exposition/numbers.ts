const real = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const infinite = /^[+-]?inf(?:inity)?$/i

/** The number that `text` is in either format: decimal, infinite or not a number; null for anything else, hexadecimal and underscores too. */
export function parseSampleNumber(text: string): number | null {
  if (real.test(text)) return Number(text)
  if (infinite.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?nan$/i.test(text) ? Number.NaN : null
}

/** A decimal number; null for anything else. */
export function parseRealNumber(text: string): number | null {
  return real.test(text) ? Number(text) : null
}

/** The whole number that `word` is written as (at most 20 digits; past 2^53 the nearest that can be held), or null. */
export function wholeNumber(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,20}$/.test(word) ? Number(word) : null
}

/** All of `words` as whole numbers; null when one of them is none. */
export function wholeNumbers(words: readonly string[]): number[] | null {
  const numbers = words.map(wholeNumber)
  return numbers.includes(null) ? null : numbers.map((number) => number ?? 0)
}

/** The number that `word` is written as, such as `-0.25` or `2.5e-05`, or null. */
export function decimalNumber(word: string | undefined): number | null {
  return word !== undefined && /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?$/i.test(word)
    ? Number(word)
    : null
}

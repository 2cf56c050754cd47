/**
 * By how much a counter grew in a second; null without two looks, without time between them, or where it fell: it began anew, and nobody
 * knows how much it counted since.
 */
export function growthPerSecond(
  before: number | null | undefined,
  after: number | null | undefined,
  seconds: number,
): number | null {
  const grown = growth(before, after)
  return grown === null || !(seconds > 0) ? null : grown / seconds
}

/** By how much a counter grew; null without two looks, or where it fell. */
export function growth(before: number | null | undefined, after: number | null | undefined): number | null {
  return before == null || after == null || !(after >= before) ? null : after - before
}

/** A share: what exceeds the whole does so because two clocks were read one after the other. */
export function share(value: number | null): number | null {
  return value === null ? null : Math.min(value, 1)
}

import { median, medianAbsoluteDeviation } from '../../metrics/index.ts'

/**
 * The place after the last fall that is no part of the usual ups and downs: a disk was enlarged or cleaned, so what came before says nothing
 * of what comes. 0 where there is none. A fall counts where it is ten times the usual change, a tenth of all that was seen, twice all other
 * falls but one, and stays.
 */
export function lastStep(y: readonly number[]): number {
  if (y.length < 2 * around) return 0
  const changes = y.slice(1).map((value, index) => value - (y[index] ?? 0))
  const usual = 1.4826 * medianAbsoluteDeviation(changes)
  const [low, high] = y.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  const falls = changes.map((change) => -change).sort((a, b) => b - a)
  const least = Math.max(10 * usual, (high - low) / 10, 2 * (falls[2] ?? 0))
  for (let place = y.length - 1; place > 0; place--) {
    const fall = -(changes[place - 1] ?? 0)
    if (fall <= least) continue
    const before = median(y.slice(Math.max(0, place - around), place))
    const after = median(y.slice(place, place + around))
    if (before - after > fall / 2) return place
  }
  return 0
}

const around = 3

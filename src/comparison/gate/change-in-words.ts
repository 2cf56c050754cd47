import { formatQuantity } from '../../report/index.ts'

/** `5.1 % slower`, `2 % faster`, `unchanged`. */
export function changeInWords(change: number): string {
  if (change === 0) return 'unchanged'
  return `${percentInWords(Math.abs(change))} ${change > 0 ? 'slower' : 'faster'}`
}

/** `2.1 to 5.3 % slower`, `1 % faster to 2 % slower`. */
export function intervalInWords(low: number, high: number): string {
  if (low === 0 || high === 0 || low > 0 !== high > 0)
    return `${changeInWords(low)} to ${changeInWords(high)}`
  const [near, far] = low > 0 ? [low, high] : [high, low]
  return `${percentInWords(Math.abs(near)).replace(' %', '')} to ${changeInWords(far)}`
}

/** Three digits, so that a bound just below a limit does not read like the limit. */
export function percentInWords(ratio: number): string {
  return formatQuantity(Number(ratio.toPrecision(3)), 'ratio')
}

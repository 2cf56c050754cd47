import { formatQuantity } from '../../report/index.ts'

/** `5.1 % slower`, `2 % faster`, `unchanged`. */
export function changeInWords(change: number): string {
  if (change === 0) return 'unchanged'
  return `${percentInWords(Math.abs(change))} ${change > 0 ? 'slower' : 'faster'}`
}

/** Three digits, so that a bound just below a limit does not read like the limit. */
export function percentInWords(ratio: number): string {
  return formatQuantity(Number(ratio.toPrecision(3)), 'ratio')
}

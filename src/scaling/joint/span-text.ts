import { formatQuantity } from '../../report/index.ts'

const day = 86_400

/** A length of history: in days, or what is shorter than one in hours, minutes or seconds. */
export function spanText(seconds: number): string {
  if (seconds < day) return formatQuantity(Number(seconds.toPrecision(3)), 'seconds')
  const days = Number((seconds / day).toPrecision(3))
  return `${days} ${days === 1 ? 'day' : 'days'}`
}

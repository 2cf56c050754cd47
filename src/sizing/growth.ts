import { type Parsed, parseNumber, rejected, understood } from '../core/index.ts'
import type { Workload } from './workload.ts'

/** Growth of the load, compounded: 0.05 = 5 % more each month. */
export interface Growth {
  text: string
  monthlyRatio: number
}

const monthsIn = new Map([
  ['day', 12 / 365.25],
  ['week', (7 * 12) / 365.25],
  ['month', 1],
  ['quarter', 3],
  ['year', 12],
])
const growth = /^([+-]?[\d.]+)\s*%?\s*\/\s*([a-z]+)$/i

/** `5%/month`, `30%/year`, `-2%/week`: a share and a period. */
export function parseGrowth(text: string): Parsed<Growth> {
  const hint = 'Write a percentage and a period: 5%/month, 1%/week or 30%/year.'
  const match = growth.exec(text.trim())
  const months = monthsIn.get((match?.[2] ?? '').toLowerCase())
  if (match === null || months === undefined || !text.includes('%')) return rejected('is not a growth', hint)
  const percent = parseNumber(match[1] ?? '')
  if (!percent.ok) return rejected('is not a growth', hint)
  if (percent.value <= -100) return rejected('shrinks to nothing', 'Write more than -100%.')
  const monthlyRatio = Number(((1 + percent.value / 100) ** (1 / months) - 1).toPrecision(15))
  // Past a tenfold load each month a plan by the month says nothing any more.
  if (monthlyRatio > 10) return rejected('is more than 1000 % a month', hint)
  return understood({ text: text.trim(), monthlyRatio })
}

/** `workload` after `months`: scans and users grow, the days that data are kept do not. */
export function grownWorkload(workload: Workload, { monthlyRatio }: Growth, months: number): Workload {
  const factor = (1 + monthlyRatio) ** months
  return {
    ...workload,
    scansPerHour: workload.scansPerHour * factor,
    concurrentUsers: workload.concurrentUsers * factor,
  }
}

/** `YYYY-MM` of the month that is `months` after `startMs` (milliseconds since 1970, UTC). */
export function monthAfter(startMs: number, months: number): string {
  const start = new Date(startMs)
  const month = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1))
  return `${String(month.getUTCFullYear()).padStart(4, '0')}-${String(month.getUTCMonth() + 1).padStart(2, '0')}`
}

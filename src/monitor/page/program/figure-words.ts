import type { Unit } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'

/** A live figure in words: `53.2 %`, `1.2 GiB`, `340 KiB/s`. Three digits are what the eye takes in while they change; null is `no data`. */
export function figureWords(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return 'no data'
  // Hundredths of a percent are noise.
  const told = unit === 'ratio' ? Math.round(value * 1e4) / 1e4 : value
  return formatQuantity(told, unit).replace(/\d+\.\d+/, (digits) =>
    String(Number(Number(digits).toPrecision(3))),
  )
}

/** How long ago something was, in whole seconds or what is larger: `7 s`, `2 min 5 s`. */
export function ageWords(seconds: number): string {
  return formatQuantity(Math.max(0, Math.round(seconds)), 'seconds')
}

/** The time of day where the reader is: `14:03:09`. */
export function timeOfDay(epochMs: number): string {
  const at = new Date(epochMs)
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

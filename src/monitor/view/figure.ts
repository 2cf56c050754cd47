import type { Unit } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** A figure in words with three digits, as a glance takes it in: `1.24 GiB`, `53.4 %`; `-` where it is not told. */
export function figureWords(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '-'
  const size = unit === 'bytes' || unit === 'bytes-per-second' ? 1024 ** powerOf(value) : 1
  return formatQuantity(Number((value / size).toPrecision(3)) * size, unit)
}

/** Of 1024, that the words for so many bytes count in. */
function powerOf(bytes: number): number {
  return Math.abs(bytes) < 1024 ? 0 : Math.floor(Math.log2(Math.abs(bytes)) / 10)
}

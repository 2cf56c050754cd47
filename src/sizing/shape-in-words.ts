import type { Shape } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'

/** `4 cores and 8 GiB`. */
export function shapeInWords({ cpuCores, memoryBytes }: Shape): string {
  return `${formatQuantity(cpuCores, 'cores')} and ${formatQuantity(memoryBytes, 'bytes')}`
}

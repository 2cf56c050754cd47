import { formatQuantity } from '../report/index.ts'
import type { MeasuredCosts } from './demand-model.ts'

/** Unit costs that a load test measured while it watched its target. */
export interface MeasuredDemand {
  /** What the result is called: its file. */
  file: string
  /** What was watched, and under which load: `process 12 (node) at 200/s`. */
  what: string
  requestsPerScan: number
  /** Of one request; low and high are null where the run was too short to say. */
  cpuSecondsPerRequest: { value: number; low: number | null; high: number | null; confidence: number }
  /** The unit costs that were taken from it. */
  taken: readonly (keyof MeasuredCosts)[]
}

/** Where the CPU-seconds come from and how far they may be off, as the end of a sentence. */
export function measuredInWords({
  file,
  what,
  requestsPerScan,
  cpuSecondsPerRequest,
}: MeasuredDemand): string {
  const { low, high, confidence } = cpuSecondsPerRequest
  const interval =
    low === null || high === null
      ? 'too short a run for an interval'
      : `${seconds(low)} to ${seconds(high)} with ${formatQuantity(confidence, 'ratio')} confidence`
  const scan =
    requestsPerScan === 1
      ? 'one request a scan'
      : `${formatQuantity(Number(requestsPerScan.toPrecision(4)))} requests a scan`
  return `${file} measured ${seconds(cpuSecondsPerRequest.value)} a request (${interval}) of ${what}, ${scan}`
}

function seconds(value: number): string {
  return formatQuantity(Number(value.toPrecision(3)), 'seconds')
}

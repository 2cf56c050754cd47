import { OperatorError } from '../core/index.ts'

/** What the deployment has to do. */
export interface Workload {
  scansPerHour: number
  concurrentUsers: number
  dataRetentionDays: number
  networkIntensive?: boolean
}

/** `workload`, or an OperatorError that names the number which is not finite or below 0. */
export function assertWorkload(workload: Workload): Workload {
  if (typeof workload !== 'object' || workload === null) {
    throw new OperatorError({
      sentence: `A workload must be an object, got ${String(workload)}.`,
      hint: 'Give scansPerHour, concurrentUsers and dataRetentionDays.',
    })
  }
  for (const key of ['scansPerHour', 'concurrentUsers', 'dataRetentionDays'] as const) {
    const value = workload[key]
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new OperatorError({
        sentence: `${key} must be a finite number of at least 0, got ${value}.`,
        hint: 'Give what the deployment does today or shall do.',
      })
    }
  }
  return workload
}

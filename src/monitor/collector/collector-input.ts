import { OperatorError } from '../../core/index.ts'
import type { CollectorOptions, MetricKind } from './collector.ts'

/** How much a collector keeps, all told. */
export interface CollectorLimits {
  retentionSeconds: number
  maximumSeries: number
  pointsPerSeries: number
}

/** The limits that options state, the usual ones for the rest. Throws OperatorError on impossible ones. */
export function limitsOf({
  retentionSeconds = 3600,
  maximumSeries = 10_000,
  pointsPerSeries = 3600,
}: CollectorOptions): CollectorLimits {
  if (!isDuration(retentionSeconds))
    throw new OperatorError({
      sentence: `A collector keeps points for a time above 0 seconds, got ${retentionSeconds}.`,
      hint: 'Give retentionSeconds, such as 3600 for an hour.',
    })
  assertCount('maximumSeries', maximumSeries, 1_000_000)
  assertCount('pointsPerSeries', pointsPerSeries, 100_000_000)
  return { retentionSeconds, maximumSeries, pointsPerSeries }
}

/** Throws OperatorError on an empty name, and on a value that is not finite or that its kind cannot have. */
export function assertRecordable(name: string, value: number, kind: MetricKind): void {
  assertName(name)
  if (!Number.isFinite(value))
    throw new OperatorError({
      sentence: `The metric ${name} cannot hold ${value}: it is no finite number.`,
      hint: 'Record nothing where nothing was measured.',
    })
  if (value < 0 && (kind === 'counter' || kind === 'timer'))
    throw new OperatorError({
      sentence: `The ${kind} ${name} cannot hold ${value}: a ${kind === 'counter' ? 'counter only rises' : 'time is never negative'}.`,
      hint: 'Record what may fall as a gauge.',
    })
}

/** Throws OperatorError on an empty name and on a window that is not a time above 0. */
export function assertWindow(name: string, windowSeconds: number): void {
  assertName(name)
  if (isDuration(windowSeconds)) return
  throw new OperatorError({
    sentence: `A window is a time above 0 seconds, got ${windowSeconds}.`,
    hint: 'Write 300 for the last five minutes.',
  })
}

/** Throws OperatorError where a clock tells no time. */
export function assertTime(seconds: number): void {
  if (Number.isFinite(seconds)) return
  throw new OperatorError({
    sentence: `The clock of a collector told ${seconds}, which is no time.`,
    hint: 'Let nowSeconds return finite seconds.',
  })
}

/** Throws OperatorError on an empty name. */
export function assertName(name: string): void {
  if (name !== '') return
  throw new OperatorError({
    sentence: 'A metric needs a name, got an empty one.',
    hint: 'Name what is measured, such as scans.duration.',
  })
}

function assertCount(option: string, count: number, most: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= most) return
  throw new OperatorError({
    sentence: `${option} must be a whole number from 1 to ${most}, got ${count}.`,
    hint: 'Give another number.',
  })
}

function isDuration(seconds: number): boolean {
  return Number.isFinite(seconds) && seconds > 0
}

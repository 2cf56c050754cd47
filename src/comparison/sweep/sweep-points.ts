import { mean, median, medianInterval } from '../../metrics/index.ts'
import type { SweepKind, SweepMeasurement, SweepPoint } from './sweep.ts'

/**
 * The points of a sweep from its measurements in any order, by rising level; a level at which no operation succeeded is none.
 * Medians and intervals are taken over the rounds, speed-ups within each round, so that what changes from one round to the next
 * cancels. Throws OperatorError on figures that are not finite.
 */
export function sweepPoints(kind: SweepKind, measurements: readonly SweepMeasurement[]): SweepPoint[] {
  const levels = [...new Set(measurements.map(({ concurrency }) => concurrency))]
    .sort((a, b) => a - b)
    .map((level) => measurements.filter(({ concurrency }) => concurrency === level))
    .filter((ofLevel) => ofLevel.some(({ throughput }) => throughput > 0))
  const [smallest = []] = levels
  return levels.map((ofLevel) => pointOf(kind, ofLevel, smallest))
}

function pointOf(
  kind: SweepKind,
  ofLevel: readonly SweepMeasurement[],
  smallest: readonly SweepMeasurement[],
): SweepPoint {
  const concurrency = ofLevel[0]?.concurrency ?? Number.NaN
  const times = concurrency / (smallest[0]?.concurrency ?? Number.NaN)
  const throughput = medianInterval(ofLevel.map((one) => one.throughput))
  const speedup = speedupOf(ofLevel, smallest)
  return {
    kind,
    concurrency,
    throughput: throughput.median,
    throughputLow: throughput.low,
    throughputHigh: throughput.high,
    latencyP50Seconds: median(ofLevel.flatMap((one) => one.latencyP50Seconds ?? [])),
    latencyP99Seconds: median(ofLevel.flatMap((one) => one.latencyP99Seconds ?? [])),
    speedup: speedup.median,
    speedupLow: speedup.low,
    speedupHigh: speedup.high,
    efficiency: speedup.median / times,
    rounds: ofLevel.length,
    throughputByRound: byRound(ofLevel),
    operations: sumOf(ofLevel, 'operations'),
    errors: sumOf(ofLevel, 'errors'),
    firstError: ofLevel.find((one) => one.firstError !== null)?.firstError ?? null,
    coresUsed: median(ofLevel.map((one) => one.coresUsed)),
    lateSeconds: Math.max(...ofLevel.map((one) => one.lateSeconds)),
  }
}

/** Rounds that the smallest level does not share say nothing; where none is shared, there is no ratio but that of the means. */
function speedupOf(ofLevel: readonly SweepMeasurement[], smallest: readonly SweepMeasurement[]) {
  const base = new Map(smallest.map(({ round, throughput }) => [round, throughput]))
  const ratios = ofLevel.flatMap(({ round, throughput }) => {
    const below = base.get(round) ?? 0
    return below > 0 ? [throughput / below] : []
  })
  if (ratios.length > 0) return medianInterval(ratios)
  const ratio = mean(ofLevel.map((one) => one.throughput)) / mean(smallest.map((one) => one.throughput))
  return { median: ratio, low: ratio, high: ratio }
}

function byRound(ofLevel: readonly SweepMeasurement[]): (number | null)[] {
  const rounds = Math.max(...ofLevel.map(({ round }) => round)) + 1
  return Array.from(
    { length: rounds },
    (_, round) => ofLevel.find((one) => one.round === round)?.throughput ?? null,
  )
}

function sumOf(ofLevel: readonly SweepMeasurement[], key: 'operations' | 'errors'): number {
  return ofLevel.reduce((sum, one) => sum + one[key], 0)
}

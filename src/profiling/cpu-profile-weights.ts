import { type JsonObject, listOf, numberOf } from './json-value.ts'
import type { StackProfile } from './stack-profile.ts'

/** How long each of `count` samples lasted. */
export interface SampleWeights {
  unit: StackProfile['unit']
  weights: Float64Array
}

/**
 * A sample lasts until the next one, the last until the end of the recording. V8 sometimes writes samples out of order
 * (a negative delta): they are put in order first. Without deltas the time of the recording is shared evenly, and without
 * that each sample counts once.
 */
export function sampleWeights(file: JsonObject, count: number): SampleWeights {
  const start = numberOf(file['startTime'])
  const end = numberOf(file['endTime'])
  const times = sampleTimes(file, start ?? 0, count)
  if (times === null) return evenly(count, start, end)
  const order = Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => timeAt(times, a) - timeAt(times, b),
  )
  const weights = new Float64Array(count)
  for (const [place, index] of order.entries()) {
    const next = order[place + 1]
    const until = next === undefined ? (end ?? 0) : timeAt(times, next)
    weights[index] = Math.max(until - timeAt(times, index), 0) / 1e6
  }
  return weights.some((weight) => weight > 0) ? { unit: 'seconds', weights } : evenly(count, start, end)
}

/** Microseconds at which the samples were taken; null where they are not told for each. */
function sampleTimes(file: JsonObject, start: number, count: number): Float64Array | null {
  const deltas = listOf(file['timeDeltas'])
  if (deltas === null || deltas.length !== count) return null
  const times = new Float64Array(count)
  let at = start
  for (const [index, item] of deltas.entries()) {
    const delta = numberOf(item)
    if (delta === null) return null
    at += delta
    times[index] = at
  }
  return times
}

function evenly(count: number, start: number | null, end: number | null): SampleWeights {
  const span = start === null || end === null ? 0 : end - start
  // The oldest files count in seconds: a span below one second would be one below a microsecond a sample.
  return span / count >= 1
    ? { unit: 'seconds', weights: new Float64Array(count).fill(span / count / 1e6) }
    : { unit: 'samples', weights: new Float64Array(count).fill(1) }
}

function timeAt(times: Float64Array, index: number): number {
  return times[index] ?? 0
}

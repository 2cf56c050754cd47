import type { JsonObject } from '../../profiling/index.ts'

/** A .cpuprofile without the samples of its first `seconds`; unchanged where it has no others. */
export function skipBeginning(file: JsonObject, seconds: number): JsonObject {
  const { samples, timeDeltas, startTime } = file
  if (!Array.isArray(samples) || !Array.isArray(timeDeltas) || typeof startTime !== 'number') return file
  const begin = startTime + seconds * 1e6
  let at = startTime
  for (const [index, delta] of timeDeltas.entries()) {
    at += Number(delta)
    if (at < begin) continue
    const deltas = [at - begin, ...timeDeltas.slice(index + 1)]
    return { ...file, startTime: begin, samples: samples.slice(index), timeDeltas: deltas }
  }
  return file
}

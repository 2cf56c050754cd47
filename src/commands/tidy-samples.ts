import type { Sample } from '../core/index.ts'
import type { Recording } from '../monitor/index.ts'
import { counted } from '../report/index.ts'

/** Samples in order of time, one of each moment, and what was not so. */
export interface TidySamples {
  samples(): Iterable<Sample>
  doubts: string[]
}

/** Puts a recording into order. Most are, and stay on disk; what is not has to be held in memory. Of one series the last value of a moment counts. */
export function tidySamples({ samples }: Recording, file: string): TidySamples {
  let last = Number.NEGATIVE_INFINITY
  let isRising = true
  for (const { at } of samples()) {
    if (at <= last) isRising = false
    last = at
  }
  if (isRising) return { samples, doubts: [] }
  const byMoment = new Map<number, Sample>()
  let repeated = 0
  let isInOrder = true
  last = Number.NEGATIVE_INFINITY
  for (const { at, v } of samples()) {
    const before = byMoment.get(at)
    if (before !== undefined) repeated++
    if (at < last) isInOrder = false
    last = at
    byMoment.set(at, { at, v: { ...before?.v, ...v } })
  }
  const all = [...byMoment.values()].sort((a, b) => a.at - b.at)
  return {
    samples: () => all,
    doubts: [
      ...(isInOrder ? [] : [`${file} was not in order of time: it was sorted.`]),
      ...(repeated === 0
        ? []
        : [
            `${file} has ${counted(repeated, 'sample')} of a moment that it had before: of each series the last value was taken.`,
          ]),
    ],
  }
}

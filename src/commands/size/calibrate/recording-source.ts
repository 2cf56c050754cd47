import { basename } from 'node:path'
import { OperatorError, type Sample } from '../../../core/index.ts'
import type { Recording } from '../../../monitor/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import type { CalibratedResource } from '../../../sizing/index.ts'
import { type TidySamples, tidySamples } from '../../tidy-samples.ts'
import type { PerMetric } from './options.ts'
import { type RecordedFigure, type RecordedKeys, resourceFigure, workFigure } from './recorded-figures.ts'
import { type SampleSource, type SampleWish, type SourceSeries, workOf } from './sample-source.ts'

const resources: readonly CalibratedResource[] = ['cpu', 'memory', 'storage', 'network']
const usualWindowSeconds = 10
const windowsOfRecording = 100
/** Of the samples that a window should have. */
const leastShare = 0.5

/** A point a window of a recording. Throws OperatorError (exit 2) where it has not what is asked for, or is shorter than three windows. */
export function recordingSource(recording: Recording, file: string, wish: SampleWish): SampleSource {
  const tidy = tidySamples(recording, file)
  const seen = survey(tidy, recording)
  const recorded: RecordedKeys = {
    file,
    keys: [...seen.keys],
    effectiveCores: recording.machine?.effectiveCores,
  }
  const windowSeconds = windowOf(seen, file, wish.windowSeconds)
  const work = new Map(wish.per.map((one) => [one, workFigure(one, recorded)]))
  const figures = resources.flatMap((resource) => {
    const figure = resourceFigure(resource, wish, recorded)
    return figure === null ? [] : [{ resource, figure }]
  })
  const series: SourceSeries[] = figures.map(({ resource, figure }) => ({
    resource,
    what: `${figure.what} of ${basename(file)}`,
    points: [],
  }))
  const expected = windowSeconds / seen.stepSeconds
  let part = 1
  let left = 0
  for (const window of windowsIn(tidy.samples(), windowSeconds)) {
    const per = workOf(wish.per, (one: PerMetric) => {
      const figure = work.get(one)
      return figure === undefined ? null : figureOf(window, figure, expected)
    })
    if (per === null) {
      part++
      left++
      continue
    }
    for (const [index, { figure }] of figures.entries()) {
      const value = figureOf(window, figure, expected)
      if (value !== null) series[index]?.points.push({ run: `${file}, part ${part}`, per, value })
    }
  }
  return {
    file,
    kind: 'recording',
    series: series.filter(({ points }) => points.length > 0),
    doubts: [...tidy.doubts, ...doubtsOf(file, left, series, wish, recorded, windowSeconds)],
  }
}

interface Survey {
  keys: Set<string>
  fromMs: number
  toMs: number
  samples: number
  stepSeconds: number
}

function survey({ samples }: TidySamples, { intervalSeconds }: Recording): Survey {
  const keys = new Set<string>()
  let [fromMs, toMs, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const { at, v } of samples()) {
    fromMs = Math.min(fromMs, at)
    toMs = Math.max(toMs, at)
    count++
    for (const key of Object.keys(v)) keys.add(key)
  }
  const stepSeconds = intervalSeconds ?? (count > 1 ? (toMs - fromMs) / 1000 / (count - 1) : 1)
  return { keys, fromMs, toMs, samples: count, stepSeconds }
}

function windowOf(
  { fromMs, toMs, samples, stepSeconds }: Survey,
  file: string,
  asked: number | undefined,
): number {
  const spanSeconds = (toMs - fromMs) / 1000
  const window = asked ?? Math.max(usualWindowSeconds, 2 * stepSeconds, spanSeconds / windowsOfRecording)
  if (samples > 1 && window < 2 * stepSeconds)
    throw new OperatorError({
      sentence: `--window ${formatQuantity(window, 'seconds')} holds fewer than two samples of ${file}, which has one every ${formatQuantity(stepSeconds, 'seconds')}.`,
      hint: 'Give a longer window.',
    })
  if (samples > 1 && spanSeconds >= 3 * window) return window
  throw new OperatorError({
    sentence: `${file} is ${samples > 1 ? formatQuantity(spanSeconds, 'seconds') : counted(samples, 'sample')} long, and a point is made from ${formatQuantity(window, 'seconds')}.`,
    hint: 'Record for longer, or give a shorter --window.',
  })
}

/** Samples of a window after the other; one that has none is left out. */
function* windowsIn(samples: Iterable<Sample>, seconds: number): Iterable<Sample[]> {
  let startMs: number | null = null
  let window: Sample[] = []
  for (const sample of samples) {
    startMs ??= sample.at
    if (sample.at >= startMs + seconds * 1000) {
      yield window
      window = []
      startMs += Math.floor((sample.at - startMs) / (seconds * 1000)) * seconds * 1000
    }
    window.push(sample)
  }
  if (window.length > 0) yield window
}

/** Null where too much of the window has no value, and where a counter began anew. */
function figureOf(
  window: readonly Sample[],
  { keys, how, scale }: RecordedFigure,
  expected: number,
): number | null {
  const told = window.flatMap(({ at, v }) => {
    const values = keys.map((key) => v[key] ?? null)
    const sum = values.reduce(
      (total, value) => (total === null || value === null ? null : total + value),
      0 as number | null,
    )
    return sum === null ? [] : [{ atSeconds: at / 1000, value: sum }]
  })
  const [first, last] = [told[0], told.at(-1)]
  if (told.length < Math.max(2, leastShare * expected) || first === undefined || last === undefined)
    return null
  if (how === 'mean') return (scale * told.reduce((sum, { value }) => sum + value, 0)) / told.length
  const grown = (last.value - first.value) / (last.atSeconds - first.atSeconds)
  if (how === 'fall') return -grown * scale
  return grown < 0 && keys.every((key) => key.includes('_total')) ? null : grown * scale
}

function doubtsOf(
  file: string,
  left: number,
  series: readonly SourceSeries[],
  { disk }: SampleWish,
  { keys }: RecordedKeys,
  windowSeconds: number,
): string[] {
  const mounts = keys.filter((key) => key.startsWith('disk.free'))
  const most = Math.max(0, ...series.map(({ points }) => points.length))
  return [
    ...(left > 1 && left > (most + left) / 10
      ? [
          `${file}: ${counted(left, 'window')} of ${formatQuantity(windowSeconds, 'seconds')} were left out: the work done in them was not recorded.`,
        ]
      : []),
    ...(disk === undefined && mounts.length > 1
      ? [
          `${file} has several filesystems, so what is written a day was not fitted: name that of the data, as --disk '${mounts[0]}'.`,
        ]
      : []),
  ]
}

import { basename } from 'node:path'
import { OperatorError } from '../../../core/index.ts'
import type { CalibrationPoint } from '../../../sizing/index.ts'
import {
  answeredUntil,
  type LoadtestData,
  type StageSpending,
  type WatchedSpending,
} from '../../../traffic/index.ts'
import { chosenTarget } from '../chosen-target.ts'
import type { PerMetric } from './options.ts'
import { type SampleSource, type SampleWish, workOf } from './sample-source.ts'

const pointsOfStage = 5
const leastWindowSeconds = 1

const metrics = ['requests', 'jobs', 'users', 'in-flight'] as const
type LoadMetric = (typeof metrics)[number]

/**
 * Points of a watched load test: several of each stage for CPU and memory, one of the whole run for the network. Throws OperatorError (exit
 * 2) where nothing was watched, the metric is none of a load test, or the run has none of it.
 */
export function loadtestSource(data: LoadtestData, file: string, wish: SampleWish): SampleSource {
  const target = chosenTarget(data.watch?.targets ?? [], wish.of, { file, flag: '--of' })
  const per = wish.per.map((one) => ({ ...one, metric: loadMetric(one, file) }))
  const stretches = target.stages.flatMap((stage) => stretchesOf(stage, target, data, wish.windowSeconds))
  const spent = (amountOf: (stretch: Stretch) => number | null): CalibrationPoint[] =>
    stretches.flatMap((stretch) => {
      const value = amountOf(stretch)
      const work = workOf(per, ({ metric }) => workIn(stretch, metric as LoadMetric, data, file))
      return value === null || work === null ? [] : [{ run: `${file}, ${stretch.load}`, per: work, value }]
    })
  const what = `${target.what} in ${basename(file)}`
  const series: SampleSource['series'] = [
    { resource: 'cpu', what, points: spent(({ busyCores }) => busyCores) },
    { resource: 'memory', what, points: spent(({ memoryBytes }) => memoryBytes) },
    { resource: 'network', what: `both ways in ${basename(file)}`, points: networkPoints(data, per, file) },
  ]
  return {
    file,
    kind: 'loadtest',
    series: series.filter(({ points }) => points.length > 0),
    doubts:
      data.validity.verdict === 'valid'
        ? []
        : [`${file} is ${data.validity.verdict}: ${data.validity.reasons.join(' ')}`],
  }
}

interface Stretch {
  load: string
  answeredPerSecond: number
  busyCores: number | null
  memoryBytes: number | null
  inFlight: number | null
}

function stretchesOf(
  stage: StageSpending,
  { timeline }: WatchedSpending,
  data: LoadtestData,
  asked: number | undefined,
): Stretch[] {
  const { load, fromSeconds, toSeconds, watchedSeconds } = stage
  const whole: Stretch = {
    load,
    answeredPerSecond: stage.throughputPerSecond,
    busyCores: stage.busyCores,
    memoryBytes: stage.memoryBytes?.mean ?? null,
    inFlight: meanOf(data.timeline, fromSeconds, toSeconds, ({ inFlight }) => inFlight),
  }
  const seconds = asked ?? Math.max(leastWindowSeconds, watchedSeconds / pointsOfStage)
  const count = Math.floor((watchedSeconds + 0.01) / seconds)
  if (timeline.length === 0 || count < 2) return stage.unknown.length === 0 ? [whole] : []
  const answered = answeredUntil(data.timeline)
  return Array.from({ length: count }, (_, index) => {
    const looks = timeline.filter(({ atSeconds }) => {
      const place = Math.ceil((atSeconds - fromSeconds - 0.2) / seconds) - 1
      return atSeconds <= toSeconds + 0.2 && place === index
    })
    const before = timeline.filter(({ atSeconds }) => atSeconds < (looks[0]?.atSeconds ?? 0)).at(-1)
    const from = before?.atSeconds ?? fromSeconds
    const to = looks.at(-1)?.atSeconds ?? from
    return {
      load,
      answeredPerSecond: to > from ? (answered(to) - answered(from)) / (to - from) : Number.NaN,
      busyCores: busyIn(looks, from),
      memoryBytes: plainMean(looks.flatMap(({ memoryBytes }) => memoryBytes ?? [])),
      inFlight: meanOf(data.timeline, from, to, ({ inFlight }) => inFlight),
    }
  }).filter(({ answeredPerSecond }) => Number.isFinite(answeredPerSecond))
}

/** Each look tells of the time since the one before. */
function busyIn(looks: WatchedSpending['timeline'], from: number): number | null {
  let [spent, seconds, before] = [0, 0, from]
  for (const { atSeconds, busyCores } of looks) {
    if (busyCores === null) return null
    spent += busyCores * (atSeconds - before)
    seconds += atSeconds - before
    before = atSeconds
  }
  return seconds > 0 ? spent / seconds : null
}

function meanOf<T extends { atSeconds: number }>(
  points: readonly T[],
  from: number,
  to: number,
  of: (point: T) => number,
): number | null {
  return plainMean(points.filter(({ atSeconds }) => atSeconds > from && atSeconds <= to + 0.01).map(of))
}

function plainMean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** What was sent and received is known of the whole run alone. */
function networkPoints(data: LoadtestData, per: readonly PerMetric[], file: string): CalibrationPoint[] {
  const { run, counts, durationSeconds } = data
  if (run === undefined || counts.sent === 0 || !(durationSeconds > 0)) return []
  const whole: Stretch = {
    load: 'whole run',
    answeredPerSecond: data.ratePerSecond,
    busyCores: null,
    memoryBytes: null,
    inFlight: plainMean(data.timeline.map(({ inFlight }) => inFlight)),
  }
  const work = workOf(per, ({ metric }) => workIn(whole, metric as LoadMetric, data, file))
  const bitsARequest = ((run.receivedBytes + run.sentBytes) * 8) / counts.sent
  return work === null ? [] : [{ run: file, per: work, value: bitsARequest * data.ratePerSecond }]
}

function loadMetric({ per, metric }: PerMetric, file: string): LoadMetric {
  const found = metrics.find((one) => one === metric)
  const fits = per === 'scans' ? ['requests', 'jobs'] : ['users', 'in-flight']
  if (found !== undefined && fits.includes(found)) return found
  throw new OperatorError({
    sentence: `${file} is a load test and has no metric ${metric} for ${per}.`,
    hint: `Give --per ${per}=${fits[0]} or --per ${per}=${fits[1]}.`,
  })
}

function workIn(stretch: Stretch, metric: LoadMetric, data: LoadtestData, file: string): number | null {
  switch (metric) {
    case 'requests':
      return stretch.answeredPerSecond
    case 'in-flight':
      return stretch.inFlight
    case 'jobs': {
      const perRequest = jobsPerRequest(data)
      if (perRequest !== null) return stretch.answeredPerSecond * perRequest
      throw new OperatorError({
        sentence: `${file} followed no jobs, or several kinds of them.`,
        hint: 'Give --per scans=requests, or follow the scans: loadtest --scenario with a poll.',
      })
    }
    case 'users': {
      if (data.run?.model.kind === 'closed') return data.run.model.users
      throw new OperatorError({
        sentence: `${file} is an open load test, which has no users.`,
        hint: 'Load with --users, or give --per users=in-flight.',
      })
    }
  }
}

function jobsPerRequest({ jobs = {}, ratePerSecond }: LoadtestData): number | null {
  const [job, second] = Object.values(jobs)
  if (job === undefined || second !== undefined || !(job.perHour > 0) || !(ratePerSecond > 0)) return null
  return job.perHour / 3600 / ratePerSecond
}

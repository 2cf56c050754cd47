import { type Envelope, OperatorError, parseSavedResult, type SloTerm } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type BusyRule, busyBound, type CurvePoint } from '../../scaling/index.ts'
import type { SizeData } from '../../sizing/index.ts'
import type { LoadtestData } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import { busyRuleOf } from './goal-of.ts'
import type { RecommendInput } from './options.ts'

/** How busy pods may be, where that is from, and what is to be said against it. */
export interface BusyModel {
  rule: BusyRule
  /** Null where it is an option alone. */
  because: string | null
  doubts: string[]
}

const hint =
  'Give results of loadtest --watch (one a load, or a search), or of size --model queueing, each saved with --json.'
type Percentiles = LoadtestData['latency']['fromSend']
const quantiles: Readonly<Record<string, keyof Percentiles>> = {
  '0.5': 'p50Seconds',
  '0.75': 'p75Seconds',
  '0.9': 'p90Seconds',
  '0.95': 'p95Seconds',
  '0.99': 'p99Seconds',
  '0.999': 'p999Seconds',
}

/** By the curve where one is given, else by the options. Throws OperatorError (exit 2) where the files do not tell it, or no load of theirs held. */
export function busyModel(input: RecommendInput, context: Context): BusyModel {
  const { curve, slo = [] } = input
  if (curve === undefined) return { rule: busyRuleOf(input), because: null, doubts: [] }
  const results = curve.map((file): [string, Envelope] => [file, resultOf(file, context)])
  const [first, second] = results
  if (first !== undefined && second === undefined && first[1].command === 'size')
    return byQueue(first[0], first[1].data as SizeData | null, input)
  const bounds = slo.map((term) => {
    const points = results.flatMap(([file, result]) => pointsOf(file, result, term))
    const bound = busyBound(points, term.value)
    if (bound !== null) return { term, ...bound }
    throw new OperatorError({
      sentence: `No load of ${curve.join(', ')} held ${term.text}, not even the least busy.`,
      hint: 'Measure smaller loads, or give a wider limit.',
    })
  })
  const tightest = bounds.toSorted((a, b) => a.share - b.share)[0]
  if (tightest === undefined) return { rule: busyRuleOf(input), because: null, doubts: [] }
  const share = Math.min(1, tightest.share)
  return {
    rule: { share },
    because: `busy at most: ${Number((share * 100).toPrecision(3))} %, up to which ${tightest.term.text} holds: ${tightest.because}`,
    doubts: [...new Set(bounds.flatMap(({ doubts }) => doubts))],
  }
}

function resultOf(file: string, context: Context): Envelope {
  const name = file === '-' ? 'standard input' : file
  const [result, second] = parseSavedResult(readInput(file, hint, context), name)
  if (result !== undefined && second === undefined) return result
  throw new OperatorError({ sentence: `${name} holds several results.`, hint: 'Give one result a file.' })
}

/** The service time that a queueing plan was made with takes the place of --service. */
function byQueue(file: string, data: SizeData | null, input: RecommendInput): BusyModel {
  const queue = data?.queue
  if (queue === undefined)
    throw new OperatorError({
      sentence: `${file} is a result of size without a queue, so it does not say how busy pods may be.`,
      hint: 'Make it with size --model queueing --service-from FILE, or give results of loadtest --watch.',
    })
  const service = queue.service.value
  const rule = busyRuleOf({ ...input, service, slots: input.slots ?? queue.slots })
  return {
    rule,
    because: `busy at most: as a queue with ${formatQuantity(Number(service.toPrecision(3)), 'seconds')} of service and ${queue.slots} at once in a pod keeps ${(input.slo ?? []).map(({ text }) => text).join(', ')}, by ${file}`,
    doubts:
      queue.serviceScv > 1.5
        ? [
            `Service times scatter more than is reckoned with here (${Number(queue.serviceScv.toPrecision(3))} times their mean squared).`,
          ]
        : [],
  }
}

function pointsOf(file: string, { command, data }: Envelope, term: SloTerm): CurvePoint[] {
  const quantile = quantiles[String(term.quantile)]
  if (
    term.metric !== 'percentile' ||
    quantile === undefined ||
    term.request !== null ||
    term.overSeconds !== null
  )
    throw new OperatorError({
      sentence: `${term.text} cannot be read from a curve.`,
      hint: `Give a percentile of all requests, as 'p99<200ms'.`,
    })
  const test = command === 'loadtest' ? (data as LoadtestData | null) : null
  if (test === null) throw new OperatorError({ sentence: `${file} is a result of ${command}.`, hint })
  const [target, other] = test.watch?.targets ?? []
  if (target === undefined || other !== undefined)
    throw new OperatorError({
      sentence: `${file} watched ${target === undefined ? 'nothing' : 'several targets'}, so how busy its target was is not known.`,
      hint: 'Repeat the load test with --watch PID (or NAME, user@box, SCRAPE_URL) of the one that answers.',
    })
  const known = target.stages.filter(
    ({ utilisation, busyCores }) => utilisation !== null && busyCores !== null,
  )
  const [stage, second] = known
  if (stage === undefined)
    throw new OperatorError({
      sentence: `${file} does not tell how busy ${target.name} was of the cores that it may use.`,
      hint: 'Its warnings say why: run it longer, or watch what tells its CPU time.',
    })
  const cores = (stage.busyCores ?? 0) / (stage.utilisation ?? 1)
  if (test.points !== undefined && stage.demandSeconds !== null) {
    const key = { p50Seconds: 'latencyP50Seconds', p99Seconds: 'latencyP99Seconds' }[String(quantile)]
    if (key === undefined)
      throw new OperatorError({
        sentence: `${file} is a search, of which only p50 and p99 are kept, and not ${term.text}.`,
        hint: 'Give a limit of p50 or p99, or a result a load: loadtest --rate 200/s --watch PID --json.',
      })
    const demand = stage.demandSeconds.value
    return test.points.map((point) => ({
      what: `${file} at ${rate(point.throughput)}`,
      busy: (point.throughput * demand) / cores,
      seconds: point[key as 'latencyP50Seconds' | 'latencyP99Seconds'],
    }))
  }
  if (second !== undefined)
    throw new OperatorError({
      sentence: `${file} has several stages, whose percentiles are kept together only.`,
      hint: 'Give a result a load: loadtest --rate 200/s --watch PID --json > 200.json, and so on.',
    })
  const latency = test.latency.fromDue ?? test.latency.fromSend
  return [
    {
      what: `${file} at ${rate(stage.throughputPerSecond)}`,
      busy: stage.utilisation ?? 0,
      seconds: Number(latency[quantile]),
    },
  ]
}

function rate(perSecond: number): string {
  return formatQuantity(Number(perSecond.toPrecision(3)), 'per-second')
}

import { type Parsed, parseDuration, parseRate, rejected, understood } from '../../core/index.ts'

/** A stretch of time in which the arrival rate goes in a straight line from one value to another. */
export interface Stage {
  /** Arrivals per second at its begin and at its end. */
  fromRate: number
  toRate: number
  seconds: number
}

const hint = 'Write stages such as 0..200/s:30s,200/s:2m: a rate or FROM..TO, a colon and a duration.'

/** The stages of `0..200/s:30s,200/s:2m,1000/s:10s`, in order. */
export function parseStages(text: string): Parsed<Stage[]> {
  const stages: Stage[] = []
  for (const part of text.split(',')) {
    const stage = parseStage(part.trim())
    if (!stage.ok) return stage
    stages.push(stage.value)
  }
  if (!stages.some(({ fromRate, toRate }) => fromRate + toRate > 0))
    return rejected('asks for no request at all', hint)
  return understood(stages)
}

function parseStage(text: string): Parsed<Stage> {
  const [, written, length] = /^([^:]+):([^:]+)$/.exec(text) ?? []
  if (written === undefined || length === undefined)
    return rejected(`has a stage that cannot be read: ${JSON.stringify(text)}`, hint)
  const [, from, to = ''] = /^(.+)\.\.(.+)$/.exec(written) ?? [undefined, undefined, written]
  const toRate = parseRate(to)
  if (!toRate.ok) return rejected(`has a stage ${text} whose rate ${toRate.problem}`, hint)
  const fromRate = from === undefined ? toRate : parseRate(withPeriodOf(from, to))
  if (!fromRate.ok) return rejected(`has a stage ${text} whose first rate ${fromRate.problem}`, hint)
  const seconds = parseDuration(length)
  if (!seconds.ok) return rejected(`has a stage ${text} whose duration ${seconds.problem}`, hint)
  if (seconds.value === 0) return rejected(`has a stage ${text} without a duration`, hint)
  return understood({ fromRate: fromRate.value, toRate: toRate.value, seconds: seconds.value })
}

/** In `0..200/s` the first number has the period of the second. */
function withPeriodOf(from: string, to: string): string {
  return from.includes('/') ? from : `${from}/${to.split('/')[1] ?? ''}`
}

/** How long all stages last. */
export function stagesSeconds(stages: readonly Stage[]): number {
  return stages.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** The highest rate of all stages, in arrivals per second. */
export function highestRate(stages: readonly Stage[]): number {
  return Math.max(...stages.flatMap(({ fromRate, toRate }) => [fromRate, toRate]))
}

/** How many arrivals are expected in the first `seconds` of the stages: the integral of the rate. */
export function expectedArrivals(stages: readonly Stage[], seconds = Number.POSITIVE_INFINITY): number {
  let expected = 0
  let begin = 0
  for (const stage of stages) {
    if (begin >= seconds) break
    expected += arrivalsWithin(stage, Math.min(stage.seconds, seconds - begin))
    begin += stage.seconds
  }
  return expected
}

function arrivalsWithin({ fromRate, toRate, seconds }: Stage, within: number): number {
  return within * (fromRate + ((toRate - fromRate) * within) / seconds / 2)
}

/** The rate at a moment, in arrivals per second; 0 after the last stage. */
export function rateAt(stages: readonly Stage[], seconds: number): number {
  let begin = 0
  for (const { fromRate, toRate, seconds: length } of stages) {
    if (seconds < begin + length) return fromRate + ((toRate - fromRate) * (seconds - begin)) / length
    begin += length
  }
  return 0
}

/**
 * The moment by which `arrivals` are expected, in seconds from the begin; null where the stages never expect so many. The inverse of
 * the integral, asked for with rising numbers: each call goes on where the last one was.
 */
export function momentFinder(stages: readonly Stage[]): (arrivals: number) => number | null {
  let index = 0
  let before = 0
  let begin = 0
  return (arrivals) => {
    for (let stage = stages[index]; stage !== undefined; stage = stages[index]) {
      const inStage = arrivalsWithin(stage, stage.seconds)
      const rest = arrivals - before
      // The end of a stage is the begin of the next.
      if (rest < inStage) return begin + momentWithin(stage, rest)
      before += inStage
      begin += stage.seconds
      index++
    }
    return null
  }
}

/** Solves rest = from t + (to - from) t^2 / (2 seconds) for t, in the form that loses no digits where the rate hardly changes. */
function momentWithin({ fromRate, toRate, seconds }: Stage, rest: number): number {
  if (rest <= 0) return 0
  const slope = (toRate - fromRate) / seconds
  const root = Math.sqrt(Math.max(0, fromRate * fromRate + 2 * slope * rest))
  return Math.min(seconds, (2 * rest) / (fromRate + root))
}

import { OperatorError, type Random } from '../../core/index.ts'
import type { ArrivalModel } from './arrival-model.ts'

/**
 * A function that gives the next arrival after the one before, in seconds from 0 on, infinite where none comes any more; for `closed` always
 * infinite, for its users come by themselves. Throws OperatorError on rates and times that are none.
 */
export function arrivalTimes(model: ArrivalModel, random: Random): () => number {
  assertModel(model)
  switch (model.kind) {
    case 'poisson':
      return poisson(model.ratePerSecond, random)
    case 'uniform': {
      let count = 0
      return () => count++ / model.ratePerSecond
    }
    case 'bursts':
      return bursts(model, random)
    case 'pattern':
      return pattern(model, random)
    case 'trace': {
      let next = 0
      return () => model.atSeconds[next++] ?? Number.POSITIVE_INFINITY
    }
    case 'closed':
      return () => Number.POSITIVE_INFINITY
  }
}

/** How many come a second in the mean; null for `closed`, where that depends on the answers. */
export function meanRate(model: ArrivalModel): number | null {
  assertModel(model)
  if (model.kind === 'closed') return null
  if (model.kind === 'trace') {
    const [first = 0, last = 0] = [model.atSeconds[0], model.atSeconds.at(-1)]
    return last > first ? (model.atSeconds.length - 1) / (last - first) : null
  }
  if (model.kind !== 'pattern') return model.ratePerSecond
  const { points, periodSeconds } = model
  const area = points.reduce((sum, point, index) => {
    const next = points[index + 1] ?? {
      ...(points[0] ?? point),
      atSeconds: (points[0]?.atSeconds ?? 0) + periodSeconds,
    }
    return sum + ((point.ratePerSecond + next.ratePerSecond) / 2) * (next.atSeconds - point.atSeconds)
  }, 0)
  return area / periodSeconds
}

function poisson(ratePerSecond: number, random: Random): () => number {
  let now = 0
  return () => {
    now -= Math.log(1 - random.next()) / ratePerSecond
    return now
  }
}

function bursts(
  { ratePerSecond, factor, share, burstSeconds }: Extract<ArrivalModel, { kind: 'bursts' }>,
  random: Random,
): () => number {
  const quiet = ratePerSecond / (1 - share + share * factor)
  const calmSeconds = (burstSeconds * (1 - share)) / share
  const length = (isBurst: boolean): number =>
    -(isBurst ? burstSeconds : calmSeconds) * Math.log(1 - random.next())
  let isBurst = random.next() < share
  let now = 0
  let until = length(isBurst)
  return () => {
    for (;;) {
      // Without memory: what did not come before the change is drawn anew after it.
      const next = now - Math.log(1 - random.next()) / (isBurst ? quiet * factor : quiet)
      if (next < until) {
        now = next
        return now
      }
      now = until
      isBurst = !isBurst
      until = now + length(isBurst)
    }
  }
}

/** By thinning: drawn at the highest rate, kept as often as the present one is of it. Lewis and Shedler 1979. */
function pattern(
  { points, periodSeconds }: Extract<ArrivalModel, { kind: 'pattern' }>,
  random: Random,
): () => number {
  const highest = Math.max(...points.map(({ ratePerSecond }) => ratePerSecond))
  const next = poisson(highest, random)
  const rateAt = (seconds: number): number => {
    const place = seconds % periodSeconds
    let index = points.length - 1
    while (index > 0 && (points[index]?.atSeconds ?? 0) > place) index--
    const from = points[index] ?? { atSeconds: 0, ratePerSecond: 0 }
    const first = points[0] ?? from
    const to = points[index + 1] ?? {
      atSeconds: first.atSeconds + periodSeconds,
      ratePerSecond: first.ratePerSecond,
    }
    const width = to.atSeconds - from.atSeconds
    return width === 0
      ? to.ratePerSecond
      : from.ratePerSecond + ((place - from.atSeconds) / width) * (to.ratePerSecond - from.ratePerSecond)
  }
  return () => {
    for (;;) {
      const at = next()
      if (random.next() * highest < rateAt(at)) return at
    }
  }
}

function assertModel(model: ArrivalModel): void {
  const problem = problemOf(model)
  if (problem === null) return
  throw new OperatorError({
    sentence: `Arrivals of kind ${model.kind} ${problem}.`,
    hint: 'Give for example 200/s.',
  })
}

const isAbove0 = (value: number): boolean => Number.isFinite(value) && value > 0

function problemOf(model: ArrivalModel): string | null {
  switch (model.kind) {
    case 'poisson':
    case 'uniform':
      return isAbove0(model.ratePerSecond) ? null : `need a rate above 0, got ${model.ratePerSecond}`
    case 'bursts':
      if (!isAbove0(model.ratePerSecond) || !isAbove0(model.burstSeconds))
        return 'need a rate and a length of bursts above 0'
      if (!(model.factor >= 1 && Number.isFinite(model.factor)))
        return `need a factor of at least 1, got ${model.factor}`
      return model.share > 0 && model.share < 1
        ? null
        : `need a share of bursts between 0 and 1, got ${model.share}`
    case 'pattern': {
      const isRising = model.points.every(
        ({ atSeconds }, index) => atSeconds >= (model.points[index - 1]?.atSeconds ?? 0),
      )
      const isWithin = (model.points.at(-1)?.atSeconds ?? 0) <= model.periodSeconds
      if (!isAbove0(model.periodSeconds) || !isRising || !isWithin || model.points.length === 0)
        return 'need points in rising order within their period'
      if (model.points.some(({ ratePerSecond }) => !(ratePerSecond >= 0 && Number.isFinite(ratePerSecond))))
        return 'need rates of at least 0'
      return model.points.some(({ ratePerSecond }) => ratePerSecond > 0) ? null : 'need one rate above 0'
    }
    case 'trace':
      if (model.atSeconds.length === 0) return 'hold no arrival'
      return model.atSeconds.every(
        (at, index) => Number.isFinite(at) && at >= (model.atSeconds[index - 1] ?? 0),
      )
        ? null
        : 'need times from 0 on in rising order'
    case 'closed':
      return Number.isInteger(model.users) && model.users >= 1 && model.users <= 1e6
        ? null
        : `need 1 to a million users, got ${model.users}`
  }
}

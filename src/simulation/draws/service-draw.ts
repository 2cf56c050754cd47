import { OperatorError, type Random } from '../../core/index.ts'
import { aliasTable } from './alias-table.ts'
import type { ServiceModel } from './service-model.ts'

/** Mean and squared coefficient of variation of a service time; the latter infinite where the variance is. */
export interface ServiceMoments {
  meanSeconds: number
  scv: number
}

/**
 * A function that draws service times. Throws OperatorError on a mean that is not above 0 and finite, and on shapes that are none. Only
 * logarithms, exponentials and square roots are used, whose last bits are the same on every Node.
 */
export function serviceDraw(model: ServiceModel, random: Random): () => number {
  assertModel(model)
  switch (model.kind) {
    case 'constant':
      return () => model.meanSeconds
    case 'exponential':
      return () => -model.meanSeconds * Math.log(1 - random.next())
    case 'lognormal': {
      const variance = Math.log(1 + model.scv)
      const middle = Math.log(model.meanSeconds) - variance / 2
      const deviation = Math.sqrt(variance)
      return () => Math.exp(middle + deviation * random.normal())
    }
    case 'pareto': {
      const least = (model.meanSeconds * (model.shape - 1)) / model.shape
      return () => least * Math.exp(-Math.log(1 - random.next()) / model.shape)
    }
    case 'hyperexponential': {
      const { share, short, long } = branches(model)
      return () => {
        const isShort = random.next() < share
        return -(isShort ? short : long) * Math.log(1 - random.next())
      }
    }
    case 'erlang': {
      const phase = model.meanSeconds / model.phases
      return () => {
        let product = 1
        let sum = 0
        for (let count = 0; count < model.phases; count++) {
          product *= 1 - random.next()
          if (product > 1e-200) continue
          sum -= phase * Math.log(product)
          product = 1
        }
        return sum - phase * Math.log(product)
      }
    }
    case 'empirical': {
      const draw = aliasTable(model.stretches.map(({ count }) => count))
      return () => {
        const stretch = model.stretches[draw(random)]
        if (stretch === undefined) return 0
        return stretch.fromSeconds + random.next() * (stretch.toSeconds - stretch.fromSeconds)
      }
    }
  }
}

/** What a model has in the mean. Throws OperatorError as serviceDraw does. */
export function serviceMoments(model: ServiceModel): ServiceMoments {
  assertModel(model)
  switch (model.kind) {
    case 'constant':
      return { meanSeconds: model.meanSeconds, scv: 0 }
    case 'exponential':
      return { meanSeconds: model.meanSeconds, scv: 1 }
    case 'erlang':
      return { meanSeconds: model.meanSeconds, scv: 1 / model.phases }
    case 'lognormal':
    case 'hyperexponential':
      return { meanSeconds: model.meanSeconds, scv: model.scv }
    case 'pareto':
      return {
        meanSeconds: model.meanSeconds,
        scv: model.shape > 2 ? 1 / (model.shape * (model.shape - 2)) : Number.POSITIVE_INFINITY,
      }
    case 'empirical':
      return empiricalMoments(model.stretches)
  }
}

function empiricalMoments(
  stretches: readonly { fromSeconds: number; toSeconds: number; count: number }[],
): ServiceMoments {
  let total = 0
  let sum = 0
  let squares = 0
  for (const { fromSeconds: a, toSeconds: b, count } of stretches) {
    total += count
    sum += (count * (a + b)) / 2
    squares += (count * (a * a + a * b + b * b)) / 3
  }
  const meanSeconds = sum / total
  return { meanSeconds, scv: squares / total / (meanSeconds * meanSeconds) - 1 }
}

/** Balanced means: each branch has half of the work. */
function branches({ meanSeconds, scv }: { meanSeconds: number; scv: number }) {
  const share = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2
  return { share, short: meanSeconds / (2 * share), long: meanSeconds / (2 * (1 - share)) }
}

function assertModel(model: ServiceModel): void {
  const problem = problemOf(model)
  if (problem === null) return
  throw new OperatorError({
    sentence: `A service time of kind ${model.kind} ${problem}.`,
    hint: 'Give another one, for example exponential with a mean of 10ms.',
  })
}

function problemOf(model: ServiceModel): string | null {
  if (model.kind === 'empirical') {
    const isWrong = model.stretches.some(
      ({ fromSeconds, toSeconds, count }) =>
        !(fromSeconds >= 0 && toSeconds >= fromSeconds && count >= 0 && Number.isFinite(toSeconds + count)),
    )
    if (isWrong) return 'has a stretch that is none'
    return model.stretches.some(({ count, toSeconds }) => count > 0 && toSeconds > 0)
      ? null
      : 'has nothing that was measured'
  }
  if (!(Number.isFinite(model.meanSeconds) && model.meanSeconds > 0))
    return `needs a mean above 0, got ${model.meanSeconds}`
  if (model.kind === 'pareto' && !(model.shape > 1 && Number.isFinite(model.shape)))
    return `needs a shape above 1, got ${model.shape}`
  if (model.kind === 'lognormal' && !(model.scv >= 0 && Number.isFinite(model.scv)))
    return `needs a squared coefficient of variation of at least 0, got ${model.scv}`
  if (model.kind === 'hyperexponential' && !(model.scv >= 1 && Number.isFinite(model.scv)))
    return `needs a squared coefficient of variation of at least 1, got ${model.scv}`
  if (
    model.kind === 'erlang' &&
    !(Number.isInteger(model.phases) && model.phases >= 1 && model.phases <= 1000)
  )
    return `needs 1 to 1000 phases, got ${model.phases}`
  return null
}

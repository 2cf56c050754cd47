import { OperatorError } from '../../core/index.ts'
import type { AutoscalerModel, SimulationModel } from '../simulation-model.ts'

/** Throws OperatorError on a model that is none; its arrivals and service times are judged where they are drawn. */
export function assertModel(model: SimulationModel): void {
  assertPart('', model, ofModel)
  assertPart('fleet.', model.fleet, ofFleet)
  assertPart('retries.', model.retries, { attempts: some, budget: atLeast0, backoffSeconds: atLeast0 })
  assertPart('failures.', model.failures, { meanUpSeconds: above0, meanDownSeconds: above0 })
  assertPart('zoneLoss.', model.zoneLoss, {
    atSeconds: atLeast0,
    forSeconds: atLeast0,
    zone: below(model.fleet.zones),
  })
  assertPart('cache.', model.cache, { hitRatio: share })
  assertPart('database.', model.database, { connections: some })
  assertPart('scans.', model.scans, ofScans)
  assertPart('slo.', model.slo, { atMostSeconds: above0 })
  if (model.autoscaler !== null) assertPart('autoscaler.', model.autoscaler, ofAutoscaler(model.autoscaler))
}

interface Must {
  words: string
  example: string
  holds(value: unknown): boolean
}

function must(words: string, example: string, holds: (value: number) => boolean): Must {
  return { words, example, holds: (value) => typeof value === 'number' && holds(value) }
}

const above0 = must('above 0', '10', (value) => value > 0 && Number.isFinite(value))
const atLeast0 = must('at least 0', '10', (value) => value >= 0 && Number.isFinite(value))
const some = must('a whole number of at least 1', '4', (value) => Number.isInteger(value) && value >= 1)
const none = must('a whole number of at least 0', '10', (value) => Number.isInteger(value) && value >= 0)
const share = must('0 to 1', '0.5', (value) => value >= 0 && value <= 1)
const orNull = (one: Must): Must => ({ ...one, holds: (value) => value === null || one.holds(value) })
const below = (end: number): Must =>
  must(`a whole number below ${end}`, '0', (value) => Number.isInteger(value) && value >= 0 && value < end)

const ofModel = {
  timeoutSeconds: orNull(above0),
  durationSeconds: above0,
  warmUpSeconds: atLeast0,
  windowSeconds: orNull(above0),
}
const ofFleet = {
  instances: some,
  slots: some,
  queueLimit: orNull(none),
  zones: some,
  startSeconds: atLeast0,
}
const ofScans = {
  share,
  workers: some,
  queueLimit: orNull(none),
  redeliverySeconds: orNull(atLeast0),
}

function ofAutoscaler({ kind, minReplicas }: AutoscalerModel): Record<string, Must> {
  return {
    minReplicas: some,
    maxReplicas: must(
      `a whole number of at least ${minReplicas}`,
      `${minReplicas}`,
      (value) => Number.isInteger(value) && value >= minReplicas,
    ),
    everySeconds: above0,
    delaySeconds: atLeast0,
    metricSeconds: above0,
    ...(kind === 'guide' ? { targetLoad: above0 } : { targetUtilization: above0 }),
    ...(kind === 'hpa' ? { tolerance: atLeast0 } : {}),
    ...(kind === 'target-tracking' ? { downAfterSeconds: atLeast0 } : {}),
  }
}

function assertPart(where: string, part: object | null, musts: Record<string, Must>): void {
  if (part === null) return
  const values = new Map<string, unknown>(Object.entries(part))
  for (const [name, { words, example, holds }] of Object.entries(musts))
    if (!holds(values.get(name)))
      throw new OperatorError({
        sentence: `${where}${name} of a simulation must be ${words}, got ${values.get(name)}.`,
        hint: `Give for example ${example}.`,
      })
}

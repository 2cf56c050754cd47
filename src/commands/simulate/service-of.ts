import { OperatorError, type Profile } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { ServiceModel } from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { measuredService } from './measured-service.ts'
import type { SimulateInput } from './options.ts'

/** How long a request takes, where that comes from, and what to doubt in it. */
export interface KnownService {
  service: ServiceModel
  because: string
  doubts: string[]
}

/** Nobody has measured LEWIS: a round number that is said to be assumed. */
const assumedSeconds = 0.01

/** From --service-from, --service, the unit costs of the profile, or assumed: in this order. */
export function serviceOf(input: SimulateInput, profile: Profile, context: Context): KnownService {
  if (input.serviceFrom !== undefined) {
    const { service, answers, doubts } = measuredService(input.serviceFrom, input.request, context)
    return { service, because: `${counted(answers, 'answer')} measured in ${input.serviceFrom}`, doubts }
  }
  if (input.service !== undefined)
    return {
      service: shaped(input, input.service),
      because: `--service, ${input.spread ?? 'exponential'}`,
      doubts: [],
    }
  const { cpuSecondsPerScan } = profile.unitCosts ?? {}
  if (cpuSecondsPerScan !== undefined && cpuSecondsPerScan > 0)
    return {
      service: { kind: 'exponential', meanSeconds: cpuSecondsPerScan },
      because: `CPU-seconds of a scan in the profile ${profile.name}: a request is a scan, a slot a core`,
      doubts: [],
    }
  return {
    service: { kind: 'exponential', meanSeconds: assumedSeconds },
    because: 'assumed',
    doubts: [
      `No service time is known, so ${formatQuantity(assumedSeconds, 'seconds')} is assumed. Measure yours (lewis-perf loadtest URL --users 1 --json > one.json) and give --service-from one.json, or --service.`,
    ],
  }
}

function shaped(input: SimulateInput, meanSeconds: number): ServiceModel {
  const { spread = 'exponential', scv, tail = 2.5, phases = 2 } = input
  switch (spread) {
    case 'exponential':
    case 'constant':
      return { kind: spread, meanSeconds }
    case 'lognormal':
      return { kind: 'lognormal', meanSeconds, scv: scv ?? 1 }
    case 'hyperexponential':
      if (scv !== undefined && scv < 1)
        throw new OperatorError({
          sentence: `--spread hyperexponential scatters more than exponential: its --scv is at least 1, got ${scv}.`,
          hint: 'Use --spread erlang or lognormal for less.',
        })
      return { kind: 'hyperexponential', meanSeconds, scv: scv ?? 4 }
    case 'pareto':
      return { kind: 'pareto', meanSeconds, shape: tail }
    case 'erlang':
      return { kind: 'erlang', meanSeconds, phases }
  }
}

import { OperatorError } from '../../core/index.ts'
import type { ClosedModel, OpenModel } from '../../traffic/index.ts'
import { contradict } from '../contradict.ts'
import type { LoadtestInput } from './options.ts'

/** Where nothing is asked for. */
export const usualUsers = 10
const usualSeconds = 10

const onlyClosed = {
  users: '--users',
  requests: '--requests',
  pipelining: '--pipelining',
  thinkTime: '--think-time',
} as const
const onlyOpen = { arrivals: '--arrivals' } as const

/** The model that the options ask for. Throws where they belong to different ones. */
export function modelOf(input: LoadtestInput): OpenModel | ClosedModel {
  const { rate, stages, duration } = input
  if (input.findMax === true) return searchModel(input)
  const opening = rate !== undefined ? '--rate' : stages !== undefined ? '--stages' : null
  if (rate !== undefined && stages !== undefined) throw contradict('--rate', '--stages')
  if (stages !== undefined && duration !== undefined) throw contradict('--stages', '--duration')
  if (opening !== null) {
    for (const [key, flag] of Object.entries(onlyClosed))
      if (input[key as keyof typeof onlyClosed] !== undefined) throw contradict(opening, flag)
    return {
      kind: 'open',
      stages: stages ?? [{ fromRate: rate ?? 0, toRate: rate ?? 0, seconds: duration ?? usualSeconds }],
      process: input.arrivals ?? 'uniform',
    }
  }
  for (const [key, flag] of Object.entries(onlyOpen))
    if (input[key as keyof typeof onlyOpen] !== undefined)
      throw new OperatorError({
        sentence: `${flag} is about a rate, and none was given.`,
        hint: `Add --rate 500/s or --stages, or leave ${flag} out.`,
      })
  const pipelining = input.pipelining ?? 1
  return {
    kind: 'closed',
    users: (input.users ?? input.connections ?? usualUsers) * pipelining,
    pipelining,
    requests: input.requests ?? null,
    // A number of requests ends the run; a day keeps it from never ending.
    seconds: duration ?? (input.requests === undefined ? usualSeconds : 86_400),
    thinkSeconds: input.thinkTime ?? 0,
  }
}

/** Where a search begins; each of its loads is a model of its own. */
function searchModel(input: LoadtestInput): OpenModel {
  if (input.stages !== undefined) throw contradict('--find-max', '--stages')
  for (const [key, flag] of Object.entries(onlyClosed))
    if (input[key as keyof typeof onlyClosed] !== undefined) throw contradict('--find-max', flag)
  const rate = input.rate ?? 1
  return {
    kind: 'open',
    stages: [{ fromRate: rate, toRate: rate, seconds: input.duration ?? usualSeconds }],
    process: input.arrivals ?? 'poisson',
  }
}

import { heedsWeights } from '../../balancing/index.ts'
import { OperatorError } from '../../core/index.ts'
import { contradict } from '../contradict.ts'
import { flagOf } from '../flag-of.ts'
import { type Need, refuseIdle } from '../says-nothing.ts'
import type { SimulateInput } from './options.ts'

const need = (key: keyof SimulateInput, flag: string, values?: readonly unknown[]): readonly Need[] => [
  values === undefined ? { key, flag } : { key, flag, values },
]
const autoscale = need('autoscale', '--autoscale hpa')
const scans = need('scanService', '--scan-service')
const bursts = need('arrivals', '--arrivals bursts', ['bursts'])

/** By option, what it needs to change anything. */
const needs: Partial<Record<keyof SimulateInput, readonly Need[]>> = {
  burstFactor: bursts,
  burstShare: bursts,
  burstLength: bursts,
  patternPeriod: need('pattern', '--pattern'),
  think: need('users', '--users'),
  spread: need('service', '--service'),
  scv: need('spread', '--spread lognormal', ['lognormal', 'hyperexponential']),
  tail: need('spread', '--spread pareto', ['pareto']),
  phases: need('spread', '--spread erlang', ['erlang']),
  request: need('serviceFrom', '--service-from'),
  retries: [
    { key: 'timeout', flag: '--timeout' },
    { key: 'queueLimit', flag: '--queue-limit' },
    { key: 'failEvery', flag: '--fail-every' },
    { key: 'loseZoneAt', flag: '--lose-zone-at' },
  ],
  retryBudget: need('retries', '--retries'),
  retryBackoff: need('retries', '--retries'),
  repairTime: need('failEvery', '--fail-every'),
  zones: need('loseZoneAt', '--lose-zone-at'),
  slowReturn: [
    { key: 'failEvery', flag: '--fail-every' },
    { key: 'loseZoneAt', flag: '--lose-zone-at' },
    { key: 'autoscale', flag: '--autoscale hpa' },
  ],
  loseZoneFor: need('loseZoneAt', '--lose-zone-at'),
  cacheService: need('cacheHits', '--cache-hits'),
  databaseConnections: need('databaseService', '--database-service'),
  scanShare: scans,
  scanWorkers: scans,
  scanQueueLimit: scans,
  redelivery: scans,
  minInstances: autoscale,
  targetUtilization: autoscale,
  lookEvery: autoscale,
  metricDelay: autoscale,
  metricWindow: autoscale,
  startTime: autoscale,
  tolerance: need('autoscale', '--autoscale hpa', ['hpa']),
  downAfter: need('autoscale', '--autoscale hpa', ['hpa', 'target-tracking']),
  maxInstances: [
    { key: 'autoscale', flag: '--autoscale hpa' },
    { key: 'findMinInstances', flag: '--find-min-instances' },
  ],
}

/** Of each list one only: what brings the requests, what says how long they take, what is asked. */
const alternatives: readonly (readonly (keyof SimulateInput)[])[] = [
  ['rate', 'pattern', 'trace', 'users'],
  ['service', 'serviceFrom'],
  ['compare', 'sweep', 'findMinInstances'],
  ['autoscale', 'findMinInstances'],
  ['instances', 'findMinInstances'],
]

/** Throws OperatorError (exit 2) on options that contradict each other or would change nothing. */
export function assertTogether(input: SimulateInput): void {
  for (const list of alternatives) {
    const [first, second] = list.filter((key) => input[key] !== undefined)
    if (first !== undefined && second !== undefined) throw contradict(flagOf(first), flagOf(second))
  }
  refuseIdle(withVaried(input), needs)
  assertVaried(input)
  assertArrivals(input)
  for (const key of ['weights', 'slowReturn'] as const)
    if (input[key] !== undefined && !usesWeights(input))
      throw new OperatorError({
        sentence: `${flagOf(key)} says nothing without --balance weighted, least-connections or power-of-two.`,
        hint: `Add one of them, or leave ${flagOf(key)} out.`,
      })
  if (input.weights !== undefined && new Set(input.weights).size === 1)
    throw new OperatorError({
      sentence: '--weights says nothing where all of them are the same.',
      hint: 'Give different ones, as 3,1, or leave it out.',
    })
  if (input.redelivery !== undefined && input.failEvery === undefined)
    throw new OperatorError({
      sentence: '--redelivery says nothing without --fail-every: no worker fails.',
      hint: 'Add --fail-every, or leave it out.',
    })
}

/** What is varied is there, for others to be of use. */
function withVaried(input: SimulateInput): object {
  const variation = input.compare ?? input.sweep
  return variation === undefined ? input : { ...input, [variation.axis]: variation.values }
}

/** What is varied must not be given by itself too, and must be what the model has. */
function assertVaried(input: SimulateInput): void {
  const variation = input.compare ?? input.sweep
  if (variation === undefined) return
  const { axis } = variation
  const flag = input.compare === undefined ? '--sweep' : '--compare'
  if (input[axis] !== undefined) throw contradict(`${flag} ${axis}=...`, flagOf(axis))
  const other =
    axis === 'rate' ? (['pattern', 'trace', 'users'] as const) : (['rate', 'pattern', 'trace'] as const)
  const wrong =
    axis === 'rate' || axis === 'users' ? other.find((key) => input[key] !== undefined) : undefined
  if (wrong !== undefined) throw contradict(`${flag} ${axis}=...`, flagOf(wrong))
  if (axis === 'instances' && input.autoscale !== undefined && input.sweep !== undefined)
    throw contradict('--sweep instances=...', '--autoscale')
}

function assertArrivals(input: SimulateInput): void {
  const varied = (input.compare ?? input.sweep)?.axis
  const hasRate = input.rate !== undefined || varied === 'rate'
  if (input.arrivals !== undefined && !hasRate)
    throw new OperatorError({
      sentence: '--arrivals says nothing without --rate.',
      hint: 'Add --rate 300/s, or leave it out.',
    })
  if (hasRate || varied === 'users') return
  if ((['pattern', 'trace', 'users'] as const).some((key) => input[key] !== undefined)) return
  throw new OperatorError({
    sentence: 'simulate has to know how many requests come.',
    hint: 'Give --rate 300/s, --users 50, --pattern 0h=50/s,9h=300/s or --trace FILE.',
  })
}

function usesWeights({ balance, compare }: SimulateInput): boolean {
  const names = compare?.axis === 'balance' ? compare.values : [balance]
  return names.some((name) => name !== undefined && name !== 'shared' && heedsWeights(name))
}

import { describe, expect, test } from 'vitest'
import { parseSlo, type SloTerm } from '../../src/core/index.ts'
import {
  compareModels,
  isUnsteady,
  judgeSimulated,
  minimumInstances,
  replicate,
  replicateAndJudge,
  runHere,
  type SimulationRunner,
  worstVerdict,
} from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

function terms(text: string): SloTerm[] {
  const parsed = parseSlo(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

const short = { ...plain, durationSeconds: 50 }
const few = { seed: 1, precision: 1, leastRuns: 4, mostRuns: 4 }

describe('limits', () => {
  const summary = replicate(short, few)
  const verdict = (text: string) => worstVerdict(judgeSimulated(summary, terms(text)))
  const { value, low, high } = summary.meanResponse ?? { value: 0, low: 0, high: 0 }
  const ms = (seconds: number): string => `${seconds * 1000}ms`

  test('hold where the whole interval is within', () => {
    expect(verdict(`mean<${ms(high * 1.01)}`)).toBe('holds')
    expect(verdict(`mean>${ms(low * 0.99)}`)).toBe('holds')
    expect(verdict('errors<=0%')).toBe('holds')
    expect(verdict('rate>=1/s')).toBe('holds')
  })

  test('fail where none of it is', () => {
    expect(verdict(`mean<${ms(low * 0.99)}`)).toBe('fails')
    expect(verdict(`mean>=${ms(high * 1.01)}`)).toBe('fails')
    expect(verdict('errors<0%')).toBe('fails')
    expect(verdict(`max<${ms(value)}`)).toBe('fails')
  })

  test('are undecided in between, and the worst counts', () => {
    expect(verdict(`mean<${ms(value)}`)).toBe('undecided')
    expect(verdict(`mean<${ms(value)}, rate>1/s`)).toBe('undecided')
    expect(verdict(`mean<${ms(value)}, rate<1/s`)).toBe('fails')
  })

  test('of response times fail where nothing is answered', () => {
    const dead = replicate({ ...short, zoneLoss: { atSeconds: 0, forSeconds: 1e6, zone: 0 } }, few)
    expect(judgeSimulated(dead, terms('p99<1s'))).toMatchObject([{ estimate: null, verdict: 'fails' }])
  })

  test('of percentiles count those that gave up as never answered', () => {
    // 4 of 10 are refused: the p50 of all is near the longest of the answered, and there is no p90.
    const crowded = replicate(
      {
        ...short,
        arrivals: { kind: 'poisson', ratePerSecond: 160 },
        ...fleetOf({ queueLimit: 0 }),
      },
      few,
    )
    expect(crowded.gaveUpShare.value).toBeGreaterThan(0.4)
    const [all, none] = judgeSimulated(crowded, terms('p30<1s, p90<10s'))
    const share = crowded.counts.completed / (crowded.counts.completed + crowded.counts.gaveUp)
    expect(all?.estimate).toEqual(crowded.responseAt(0.3 / share))
    expect(none).toMatchObject({ estimate: null, verdict: 'fails' })
  })

  test('are undecided where nothing came, and where more and more wait', () => {
    const idle = replicate(
      { ...short, arrivals: { kind: 'uniform', ratePerSecond: 1e-9 }, warmUpSeconds: 1 },
      few,
    )
    expect(judgeSimulated(idle, terms('p99<1s'))).toMatchObject([{ estimate: null, verdict: 'undecided' }])
    const grows = replicate({ ...short, arrivals: { kind: 'poisson', ratePerSecond: 150 } }, few)
    expect(isUnsteady(grows)).toBe(true)
    expect(judgeSimulated(grows, terms('p99<1h, p99<1ms')).map(({ verdict }) => verdict)).toEqual([
      'undecided',
      'fails',
    ])
    // So many users that each waits longer than the run lasts.
    const users = replicate(
      {
        ...short,
        arrivals: { kind: 'closed', users: 100_000, think: { kind: 'exponential', meanSeconds: 1 } },
      },
      few,
    )
    expect(isUnsteady(users)).toBe(true)
    expect(isUnsteady(summary)).toBe(false)
  })

  test('that are undecided make for more runs, as far as they are allowed', async () => {
    const limits = terms(`mean<${ms(value)}`)
    const { summary: more } = await replicateAndJudge(runHere, short, limits, { ...few, mostRuns: 16 })
    expect(more.runs).toBeGreaterThan(4)
    expect(more.runs).toBeLessThanOrEqual(16)
    const { summary: same } = await replicateAndJudge(runHere, short, terms('mean<1s'), {
      ...few,
      mostRuns: 16,
    })
    expect(same.runs).toBe(4)
  })
})

describe('the fewest instances', () => {
  /** 3 servers' work. */
  const busy = (instances: number) => ({
    ...short,
    arrivals: { kind: 'poisson' as const, ratePerSecond: 300 },
    ...fleetOf({ instances, distribution: 'shared' as const }),
  })

  test.each([
    ['p99<80ms', 4, 4],
    ['p99<60ms', 4, 5],
    ['p99<60ms', 1, 5],
    ['p99<48ms', 5, 6],
  ])('of %s, from %d on', async (limit, least, fewest) => {
    const found = await minimumInstances(
      runHere,
      (n) => (n < 4 ? { ...busy(n), timeoutSeconds: 1 } : busy(n)),
      terms(limit),
      { ...few, least, most: 20 },
    )
    expect(found.fewest).toBe(fewest)
    const verdicts = new Map(found.trials.map((trial) => [trial.instances, worstVerdict(trial.judgements)]))
    expect(verdicts.get(fewest)).toBe('holds')
    if (fewest > least) expect(verdicts.get(fewest - 1)).not.toBe('holds')
    const order = found.trials.map(({ instances }) => instances)
    expect(order.toSorted((a, b) => a - b)).toEqual(order)
    expect(new Set(order).size).toBe(order.length)
  })

  test('are none where the most do not hold it either', async () => {
    const tried: number[] = []
    const { fewest } = await minimumInstances(runHere, busy, terms('p99<1ms'), {
      ...few,
      least: 4,
      most: 9,
      onTrial: ({ instances }) => tried.push(instances),
    })
    expect(fewest).toBeNull()
    expect(tried).toEqual([4, 5, 7, 9])
  })

  test('are not known after an interruption', async () => {
    const stop = new AbortController()
    const { fewest, trials } = await minimumInstances(runHere, busy, terms('p99<1ms'), {
      ...few,
      least: 4,
      most: 9,
      signal: stop.signal,
      onTrial: () => stop.abort(),
    })
    expect([fewest, trials.length]).toEqual([null, 1])
  })
})

describe('models side by side', () => {
  const slow = { ...short, service: { kind: 'exponential' as const, meanSeconds: 0.0102 } }

  test('have the same traffic, so that a small difference shows', async () => {
    const { models } = await compareModels(
      runHere,
      [
        { name: 'now', model: short },
        { name: 'slower', model: slow },
      ],
      { ...few, mostRuns: 8, leastRuns: 8 },
    )
    const [now, slower] = models
    const difference = slower?.differences.find(({ figure }) => figure === 'meanResponse')
    expect(difference?.verdict).toBe('higher')
    const alone = (now?.summary.meanResponse?.high ?? 0) - (now?.summary.meanResponse?.low ?? 0)
    const paired = (difference?.difference.high ?? 0) - (difference?.difference.low ?? 0)
    expect(paired).toBeLessThan(alone / 3)
    expect(now?.summary.counts.arrived).toBe(slower?.summary.counts.arrived)
    expect(now?.differences).toEqual([])
  })

  test('stop when each is as precise as was asked for', async () => {
    const told: number[] = []
    const { models } = await compareModels(runHere, [{ name: 'a', model: short }], {
      seed: 1,
      precision: 0.05,
      onRun: (runs) => told.push(runs),
    })
    expect(models[0]?.summary).toMatchObject({ isPrecise: true })
    expect(told).toEqual(Array.from({ length: models[0]?.summary.runs ?? 0 }, (_, index) => index + 1))
  })

  test('of an interruption tell what is over, or that nothing is', async () => {
    const stop = new AbortController()
    const never: SimulationRunner = { width: 1, run: () => new Promise(() => undefined) }
    const waiting = compareModels(never, [{ name: 'a', model: short }], { ...few, signal: stop.signal })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ exitCode: 130 })
    const later = new AbortController()
    const { models } = await compareModels(runHere, [{ name: 'a', model: short }], {
      ...few,
      signal: later.signal,
      onRun: (runs) => runs === 2 && later.abort(),
    })
    expect(models[0]?.summary.runs).toBe(2)
  })
})

import { describe, expect, test } from 'vitest'
import {
  type FleetLoad,
  type FleetSettings,
  type JointGoal,
  loadBetween,
  planJoint,
  replayFleet,
  type WorkloadFacts,
} from '../../src/scaling/index.ts'
import { recordedWorkload } from './recorded-load.ts'

const gib = 2 ** 30
const mib = 2 ** 20
const day = 1440

const goal: JointGoal = {
  limits: { busyAtMost: () => 0.8, slotsPerPod: null, startSeconds: 30, metricDelaySeconds: 30 },
  missedShare: 0.005,
  noWorseThan: null,
  headroom: 0,
  everySeconds: 300,
  redundancy: { spare: 0, zones: 1 },
  prices: { corePerMonth: 20, gibPerMonth: 2.5 },
  bounds: { leastCpuMilli: 10, mostCpuMilli: 16_000, leastMemoryBytes: mib, mostMemoryBytes: 64 * gib },
  quota: { cpuMilli: null, memoryBytes: null, pods: null },
  leastReplicas: 1,
  horizonSeconds: 7 * 86_400,
}

const current: FleetSettings = {
  cpuRequestMilli: 1000,
  cpuLimitMilli: null,
  memoryRequestBytes: gib,
  memoryLimitBytes: gib,
  replicas: 4,
  autoscaler: null,
}

/** So many days of a load by the minute, a sample every five. */
function facts(
  days: number,
  coresAt: (minute: number) => number,
  over: Partial<WorkloadFacts> = {},
): WorkloadFacts {
  const load: FleetLoad = {
    startSeconds: 0,
    stepSeconds: 300,
    cores: Float64Array.from({ length: (days * day) / 5 }, (_, step) => coresAt(step * 5)),
    memoryBytes: new Float64Array((days * day) / 5).fill(400 * mib),
    inFlight: null,
  }
  return { load, throttled: null, oomKills: [], current, ...over }
}

const steady = facts(14, () => 2)
const office = facts(14, (minute) => (minute % day > 480 && minute % day < 1080 ? 6 : 0.5))

describe('the joint plan', () => {
  test('of a steady load is as many pods as carry it, without an autoscaler', () => {
    const plan = planJoint(steady, {
      ...goal,
      bounds: { ...goal.bounds, leastCpuMilli: 1000, mostCpuMilli: 1000 },
    })
    expect(plan.proposed).toMatchObject({ replicas: 3, autoscaler: null, cpuRequestMilli: 1000 })
    expect(plan.proposed.memoryRequestBytes).toBe(460 * mib)
    expect(plan.costPerMonth).toBeCloseTo(3 * (20 + (460 / 1024) * 2.5), 6)
    expect(plan.because[0]).toBe('busiest: 2 cores, usually 2; / (1 a pod x 80 % busy at most) = 3 pods')
    expect(plan.because[1]).toBe('memory: peak 400 MiB in 14 days x 1.15 = 460 MiB')
    expect(plan.confidence).toBe(1)
    expect(plan.doubts).toEqual([])
  })

  test('of office hours follows them, keeps what it may miss on every day, and costs less than any fixed fleet', () => {
    const plan = planJoint(office, goal)
    const { autoscaler } = plan.proposed
    expect(autoscaler).not.toBeNull()
    const replay = replayFleet(office.load, plan.proposed, goal.limits, goal.prices, 300)
    expect(Math.max(...replay.missedByDay)).toBeLessThanOrEqual(432)
    expect(replay.costPerMonth).toBeCloseTo(plan.costPerMonth, 6)
    const cores = plan.proposed.cpuRequestMilli / 1000
    const fixed = { ...plan.proposed, replicas: Math.ceil(6 / (cores * 0.8)), autoscaler: null }
    const whole = replayFleet(office.load, fixed, goal.limits, goal.prices, 300)
    expect(plan.costPerMonth).toBeLessThan(whole.costPerMonth * 0.75)
  })

  test('that may miss nothing is never too busy, and may miss what was missed before', () => {
    const strict = planJoint(office, { ...goal, missedShare: 0 })
    const replay = (plan: FleetSettings) => replayFleet(office.load, plan, goal.limits, goal.prices, 300)
    expect(replay(strict.proposed).missedSeconds).toBe(0)
    const eased = planJoint(office, { ...goal, missedShare: 0, noWorseThan: Array(14).fill(600) })
    expect(eased.costPerMonth).toBeLessThan(strict.costPerMonth)
    expect(Math.max(...replay(eased.proposed).missedByDay)).toBeLessThanOrEqual(600)
  })

  test('holds on the load that was seen as well as with headroom on it', () => {
    const workload = recordedWorkload(5)
    const week = { ...workload, load: loadBetween(workload.load, 0, 7 * day) }
    const plan = planJoint(week, { ...goal, headroom: 0.05, everySeconds: 60 })
    const replay = replayFleet(week.load, plan.proposed, goal.limits, goal.prices, 60)
    expect(Math.max(...replay.missedByDay)).toBeLessThanOrEqual(432)
  })

  test('counts what its pods were kept from using', () => {
    const throttled = new Float64Array((14 * day) / 5).fill(0.5)
    const [plain, held] = [planJoint(steady, goal), planJoint({ ...steady, throttled }, goal)]
    expect(held.because[0]).toContain('busiest: 3 cores')
    expect(held.costPerMonth).toBeGreaterThan(plain.costPerMonth * 1.3)
  })

  test('follows a trend that is sure to the end of the horizon, and none that is not', () => {
    const growing = planJoint(
      facts(14, (minute) => 2 * (1 + (0.05 * minute) / day)),
      goal,
    )
    expect(growing.because[0]).toContain('more each day')
    expect(growing.because[0]).toMatch(/busiest: 4\.\d/)
    expect(planJoint(steady, goal).because[0]).not.toContain('more each day')
    expect(
      planJoint(
        facts(3, (minute) => 2 * (1 + (0.5 * minute) / day)),
        goal,
      ).because[0],
    ).not.toContain('more each day')
  })

  test('of memory takes the peak of all of the history, and a kill for what it wanted', () => {
    const peaked = facts(14, () => 2)
    peaked.load.memoryBytes[100] = 900 * mib
    expect(planJoint(peaked, goal).proposed.memoryRequestBytes).toBe(1035 * mib)
    const oomKills = [{ atSeconds: 60, limitBytes: gib }]
    const killed = planJoint({ ...peaked, oomKills }, goal)
    // A fifth more than the limit, and 15 %.
    expect(killed.proposed.memoryRequestBytes).toBe(Math.ceil((1.2 * 1024 * 1.15 * mib) / mib) * mib)
    expect(killed.because[1]).toContain('1 kill for want of memory, at most at 1 GiB')
    const bounded = { ...goal, bounds: { ...goal.bounds, mostMemoryBytes: gib } }
    const cut = planJoint({ ...peaked, oomKills }, bounded)
    expect(cut.proposed.memoryRequestBytes).toBe(gib)
    expect(cut.doubts).toEqual([expect.stringContaining('it will be killed again')])
    expect(cut.binding).toBe('a pod may have at most 1 GiB')
  })

  test('follows slots where they run out before CPU, and says that CPU would not do', () => {
    const workload = recordedWorkload(4)
    const limits = { ...goal.limits, slotsPerPod: 16 }
    const plan = planJoint(workload, { ...goal, limits, everySeconds: 60 })
    expect(plan.proposed.autoscaler?.metric).toBe('in-flight')
    expect(plan.doubts.join(' ')).toContain('Scale on requests in flight')
    expect(plan.binding).toContain('slots at the busiest moments')
    expect(plan.because.join('\n')).toMatch(/slots: \d+ requests at once \/ 16 a pod/)
    const replay = replayFleet(workload.load, plan.proposed, limits, goal.prices, 60)
    expect(Math.max(...replay.missedByDay)).toBeLessThanOrEqual(432)
  })

  test.each([
    [{ spare: 1, zones: 1 }, (pods: number) => pods - 1, 'with 1 of them lost'],
    [{ spare: 1, zones: 3 }, (pods: number) => pods - Math.ceil(pods / 3), 'with 1 of 3 zones lost'],
  ])('with redundancy %j is not too busy after the loss', (redundancy, left, words) => {
    const plan = planJoint(steady, { ...goal, redundancy })
    const pods = left(plan.proposed.replicas)
    expect(2).toBeLessThanOrEqual(pods * (plan.proposed.cpuRequestMilli / 1000) * 0.8 + 1e-9)
    expect(plan.because[0]).toContain(words)
    expect(plan.costPerMonth).toBeGreaterThan(planJoint(steady, goal).costPerMonth)
  })

  test('with redundancy has slots for all requests after the loss', () => {
    const inFlight = new Float64Array((14 * day) / 5).fill(40)
    const waiting = facts(14, () => 0.1)
    const load = { ...waiting.load, inFlight }
    const limits = { ...goal.limits, slotsPerPod: 10 }
    const plan = planJoint({ ...waiting, load }, { ...goal, limits, redundancy: { spare: 1, zones: 3 } })
    const { replicas } = plan.proposed
    expect((replicas - Math.ceil(replicas / 3)) * 10).toBeGreaterThanOrEqual(40)
    expect(planJoint({ ...waiting, load }, { ...goal, limits }).proposed.replicas).toBe(4)
  })

  test('of more than a million pods is refused', () => {
    const tiny = { ...goal, bounds: { ...goal.bounds, mostCpuMilli: 10 } }
    expect(() =>
      planJoint(
        facts(1, () => 20_000),
        tiny,
      ),
    ).toThrow('need more than a million pods')
  })

  test('says what becomes of the limits', () => {
    const limited = { ...steady, current: { ...current, cpuLimitMilli: 2000 } }
    expect(planJoint(limited, goal).because.join('\n')).toContain(
      'limits: memory as requested; none of CPU (now 2000m), which would only throttle bursts',
    )
  })

  test('within a quota that is too small is the most that it allows, and says so', () => {
    const plan = planJoint(steady, { ...goal, quota: { cpuMilli: 2000, memoryBytes: null, pods: null } })
    expect((plan.proposed.replicas * plan.proposed.cpuRequestMilli) / 1000).toBeLessThanOrEqual(2)
    expect(plan.doubts[0]).toContain('The quota does not let it carry its load')
    expect(plan.binding).toContain('the quota leaves room for')
  })

  test('never goes below the fewest pods that are wanted, and says what binds', () => {
    const idle = facts(14, () => 0.05)
    const plan = planJoint(idle, { ...goal, leastReplicas: 3 })
    expect(plan.proposed.replicas).toBe(3)
    expect(plan.binding).toBe('at least 3 pods are wanted at all times')
  })

  test('tells what a tenth more load would need', () => {
    const { sensitivity, proposed, costPerMonth } = planJoint(steady, goal)
    const needed = Math.ceil(2.2 / ((proposed.cpuRequestMilli / 1000) * 0.8))
    expect(sensitivity.mostReplicas).toBe(needed)
    expect(sensitivity.costPerMonth).toBeCloseTo((costPerMonth * needed) / proposed.replicas, 6)
    expect(sensitivity.missedSeconds).toBe(0)
  })

  test('is less sure with less history, and with gaps', () => {
    const short = planJoint(
      facts(2, () => 2),
      goal,
    )
    expect(short.confidence).toBeCloseTo(2 / 14, 2)
    expect(short.doubts).toEqual([expect.stringContaining('less than a week')])
    const gaps = facts(14, (minute) => (minute % 10 === 0 ? 2 : Number.NaN))
    const holed = planJoint(gaps, goal)
    expect(holed.confidence).toBeCloseTo(0.5, 2)
    expect(holed.doubts).toEqual([expect.stringContaining('of the history is missing')])
  })

  test('where nobody set a request, begins with what a pod was seen to use', () => {
    const unset = facts(14, () => 2, { current: { ...current, cpuRequestMilli: 0, replicas: 4 } })
    const { cpuRequestMilli, replicas } = planJoint(unset, goal).proposed
    expect(cpuRequestMilli).toBeGreaterThanOrEqual(125)
    expect(cpuRequestMilli).toBeLessThanOrEqual(1000)
    expect(replicas * cpuRequestMilli * 0.8).toBeGreaterThanOrEqual(2000)
  })

  test('changes the size of a pod only where that saves a twentieth', () => {
    const fit = facts(14, () => 2.4, { current: { ...current, cpuRequestMilli: 1000, replicas: 3 } })
    expect(planJoint(fit, goal).proposed.cpuRequestMilli).toBe(1000)
    const wasteful = facts(14, () => 0.9, { current: { ...current, cpuRequestMilli: 4000, replicas: 1 } })
    expect(planJoint(wasteful, goal).proposed.cpuRequestMilli).toBeLessThan(4000)
  })
})

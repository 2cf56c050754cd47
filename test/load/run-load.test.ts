import { afterAll, describe, expect, test } from 'vitest'
import { countsOf, imbalances, latenciesOf, statusesOf } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth, type Truth } from '../servers/ground-truth/index.ts'
import { freePort } from '../servers/program.ts'
import { closed, open, planTo, requests, run, targetAt } from './planned.ts'

const running: GroundTruth[] = []
async function truth(kind: Truth, port = 0): Promise<GroundTruth> {
  const server = await startGroundTruth(kind, port)
  running.push(server)
  return server
}
afterAll(() => Promise.all(running.map((server) => server.stop())))

describe('an open load', () => {
  test.each([
    [1, 3],
    [7, 3],
    [50, 2],
    [333, 2],
  ])('of %i/s for %i s sends every request, each when it is due', async (rate, seconds) => {
    const server = await truth({ kind: 'constant', ms: 2 })
    const { tally, measuredSeconds, answeredInTime } = await run(planTo(server.url, open(rate, seconds)))
    const { arrivedMs } = await server.log()
    expect(countsOf(tally)).toMatchObject({
      planned: rate * seconds,
      sent: rate * seconds,
      ok: rate * seconds,
    })
    expect(imbalances(tally)).toEqual([])
    expect(arrivedMs).toHaveLength(rate * seconds)
    expect(measuredSeconds).toBe(seconds)
    expect(answeredInTime).toBeGreaterThan(rate * seconds * 0.5)
    // The last comes when the schedule says, not when everything before it was answered.
    const lasted = ((arrivedMs.at(-1) ?? 0) - (arrivedMs[0] ?? 0)) / 1000
    expect(lasted).toBeGreaterThan((seconds - 1 / rate) * 0.8)
  })

  test('counts latency from the due time, so that waiting for a connection shows', async () => {
    const server = await truth({ kind: 'constant', ms: 50 })
    const { tally } = await run(planTo(server.url, open(40, 1), { connections: 1 }))
    const { fromDue, fromSend, sendLag } = latenciesOf(tally)
    // One connection carries 20 a second: half of what is due.
    expect(fromSend.p50Seconds).toBeLessThan(0.1)
    expect(fromDue?.maxSeconds).toBeGreaterThan(0.8)
    expect(sendLag?.maxSeconds).toBeGreaterThan(0.8)
  })

  test('keeps the warm-up out of the result', async () => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const { tally } = await run(planTo(server.url, open(50, 1), { warmupSeconds: 1 }))
    expect(countsOf(tally)).toMatchObject({ planned: 50, ok: 50 })
    expect((await server.log()).arrivedMs).toHaveLength(100)
  })

  test('is the same whole however many threads share it', async () => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const { tally, timeline, generators } = await run(planTo(server.url, open(101, 2)), { workers: 3 })
    expect(countsOf(tally)).toMatchObject({ planned: 202, sent: 202, ok: 202 })
    expect((await server.log()).arrivedMs).toHaveLength(202)
    expect(generators).toBe(3)
    expect(timeline.reduce((sum, { answered }) => sum + answered, 0)).toBe(202)
  })

  test('that is interrupted accounts for what ran', async () => {
    const server = await truth({ kind: 'constant', ms: 3000 })
    const early = new AbortController()
    const whole = run(planTo(server.url, open(100, 30)), { interrupted: early.signal })
    await server.seen(20)
    early.abort()
    const { tally, isInterrupted } = await whole
    const counts = countsOf(tally)
    expect(isInterrupted).toBe(true)
    expect(imbalances(tally)).toEqual([])
    expect(counts.inFlight).toBeGreaterThan(0)
    expect(counts.planned).toBeLessThan(100)
    expect(latenciesOf(tally).fromDue?.censored).toBe(counts.inFlight)
  })
})

describe('a closed load', () => {
  test('keeps so many users busy, and no more', async () => {
    const server = await truth({ kind: 'constant', ms: 20 })
    const { tally } = await run(planTo(server.url, closed(5, { seconds: 2 }), { connections: 5 }))
    const { ok, planned, sent } = countsOf(tally)
    expect([planned, sent]).toEqual([ok, ok])
    expect(ok).toBeGreaterThan(100)
    expect(ok).toBeLessThanOrEqual(505)
    expect((await server.log()).connections).toBe(5 + 1)
  })

  test.each([1, 2, 3])('of a number of requests sends exactly so many, by %i threads', async (workers) => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const plan = planTo(server.url, closed(4, { requests: 101, seconds: 60 }))
    const { tally } = await run(plan, { workers })
    expect(countsOf(tally)).toMatchObject({ planned: 101, sent: 101, ok: 101 })
    expect((await server.log()).arrivedMs).toHaveLength(101)
  })

  test('thinks between answer and next request', async () => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const { tally } = await run(planTo(server.url, closed(2, { seconds: 1, thinkSeconds: 0.2 })))
    expect(countsOf(tally).ok).toBeGreaterThan(2)
    expect(countsOf(tally).ok).toBeLessThanOrEqual(10)
  })

  test('opens a connection for each request where none is kept', async () => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const { tally } = await run(planTo(server.url, closed(2, { requests: 20 }), { keepAlive: false }))
    expect([countsOf(tally).ok, tally.connections]).toEqual([20, 20])
  })

  test('carries several requests at once on each connection', async () => {
    const server = await truth({ kind: 'constant', ms: 0 })
    const model = closed(8, { pipelining: 4, requests: 400 })
    const { tally } = await run(planTo(server.url, model, { connections: 2 }))
    expect([countsOf(tally).ok, tally.connections]).toEqual([400, 2])
    expect((await server.log()).arrivedMs).toHaveLength(400)
  })
})

describe('what goes wrong', () => {
  test.each<[string, Record<string, number>, number]>([
    ['/ok', {}, 20],
    ['/500', { 'status-500': 20 }, 0],
    ['/reset-mid-body', { reset: 20 }, 0],
    ['/half-head', { truncated: 20 }, 0],
    ['/cut', { truncated: 20 }, 0],
    ['/garbage', { malformed: 20 }, 0],
    ['/bad-chunk', { malformed: 20 }, 0],
    ['/long', { malformed: 0 }, 20],
    ['/slow', {}, 20],
  ])('%s is counted as what it is: %j', async (path, failed, ok) => {
    const server = await truth({ kind: 'faults' })
    const { tally } = await run(planTo(server.url, open(20, 1), { requests: requests(path) }))
    const counts = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    expect(counts).toMatchObject({ planned: 20, sent: 20, ok, timedOut: 0, inFlight: 0 })
    const wanted = Object.fromEntries(Object.entries(failed).filter(([, count]) => count > 0))
    expect(counts.failed).toEqual(wanted)
    expect((await server.log()).arrivedMs).toHaveLength(20)
  })

  test.each(['/reset', '/close'])('%s backs off, and accounts for what it does not send', async (path) => {
    const server = await truth({ kind: 'faults' })
    const { tally } = await run(planTo(server.url, open(200, 1), { requests: requests(path) }))
    const counts = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    expect(counts.planned).toBe(200)
    expect(counts.sent).toBeLessThan(20)
    expect(counts.unsentBy['target-down']).toBe(counts.unsent)
    expect((await server.log()).arrivedMs).toHaveLength(counts.sent)
  })

  test('a target that is not there is tried a few times, and none is lost', async () => {
    const { tally } = await run(planTo(`http://127.0.0.1:${await freePort()}`, open(500, 1)))
    const counts = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    expect(counts.planned).toBe(500)
    expect(counts.failed.refused).toBe(counts.sent)
    expect(counts.sent).toBeLessThan(12)
  })

  test('a target that dies and comes back is loaded again', async () => {
    const port = await freePort()
    const first = await truth({ kind: 'constant', ms: 1 }, port)
    const running_ = run(planTo(first.url, open(50, 4)))
    await first.seen(50)
    await first.stop()
    const second = await truth({ kind: 'constant', ms: 1 }, port)
    const { tally } = await running_
    const counts = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    expect(counts.planned).toBe(200)
    expect(counts.ok).toBeGreaterThan(100)
    expect(counts.ok + counts.unsent).toBeGreaterThan(150)
    expect((await second.log()).arrivedMs.length).toBeGreaterThan(50)
  })

  test('a name that is none is told', async () => {
    const { tally } = await run(planTo('http://no-such-name.invalid:80', open(20, 1)))
    expect(countsOf(tally).failed.dns).toBeGreaterThan(0)
    expect(imbalances(tally)).toEqual([])
  })
})

test('statuses are counted one by one, and several requests by their weights', async () => {
  const server = await truth({ kind: 'faults' })
  const plan = planTo(server.url, open(100, 1), {
    requests: [...requests('/ok').map((one) => ({ ...one, weight: 3 })), ...requests('/500')],
  })
  const { tally } = await run(plan)
  const { paths } = await server.log()
  expect(statusesOf(tally)).toEqual({ 200: paths['/ok'], 500: paths['/500'] })
  expect((paths['/ok'] ?? 0) + (paths['/500'] ?? 0)).toBe(100)
  expect(paths['/ok']).toBeGreaterThan(60)
})

describe('several targets', () => {
  test('share the load as the balancer says, and one that falls ill gets none', async () => {
    const port = await freePort()
    const [a, b] = await Promise.all([
      truth({ kind: 'constant', ms: 1 }),
      truth({ kind: 'constant', ms: 1 }, port),
    ])
    const plan = planTo(a.url, open(100, 6), {
      targets: [targetAt(a.url), targetAt(b.url)],
      health: {
        path: '/health',
        intervalSeconds: 0.1,
        unhealthyAfter: 2,
        healthyAfter: 2,
        slowReturnSeconds: 0,
      },
    })
    const running_ = run(plan)
    await b.seen(50)
    const before = (await b.log()).paths['/'] ?? 0
    await b.stop()
    await a.seen(200)
    const again = await truth({ kind: 'constant', ms: 1 }, port)
    const { tally } = await running_
    const [toA, toB] = [countsOf(tally, { target: a.url }), countsOf(tally, { target: b.url })]
    expect(imbalances(tally)).toEqual([])
    expect(toA.planned + toB.planned).toBe(600)
    expect(before).toBeGreaterThan(20)
    expect(toA.ok).toBeGreaterThan(toB.ok + 60)
    expect((await again.log()).paths['/']).toBeGreaterThan(10)
  })
})

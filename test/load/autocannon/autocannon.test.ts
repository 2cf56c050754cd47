import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createPlainServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { autocannonGenerator, errorStorm, type LoadOptions, runLoad } from '../../../src/load/index.ts'
import {
  countsOf,
  imbalances,
  judgeValidity,
  type LoadPlan,
  type LoadRun,
  latenciesOf,
  statusesOf,
} from '../../../src/traffic/index.ts'
import { describeWithServer } from '../../servers/describe-with.ts'
import { type GroundTruth, startGroundTruth, type Truth } from '../../servers/ground-truth/index.ts'
import { freePort } from '../../servers/program.ts'
import { closed, planTo, requests, run } from '../planned.ts'

const running: GroundTruth[] = []
async function truth(kind: Truth): Promise<GroundTruth> {
  const server = await startGroundTruth(kind)
  running.push(server)
  return server
}
let generate: NonNullable<LoadOptions['generate']>
beforeAll(async () => {
  generate = await autocannonGenerator(process.cwd())
})
afterAll(() => Promise.all(running.map((server) => server.stop())))

function byAutocannon(plan: LoadPlan, more: Partial<LoadOptions> = {}): Promise<LoadRun> {
  return runLoad(plan, {
    workers: 1,
    onPoint() {},
    reasonToStop: () => null,
    interrupted: new AbortController().signal,
    generate,
    ...more,
  })
}

/** So many users, each with a connection of its own. */
function users(url: string, count: number, more: Parameters<typeof closed>[1] = {}): LoadPlan {
  const pipelining = more.pipelining ?? 1
  return planTo(url, closed(count * pipelining, more), { connections: count })
}

describe('autocannon as the engine', () => {
  test('counts what the server counted, and agrees with the own engine on a constant service time', async () => {
    const server = await truth({ kind: 'constant', ms: 20 })
    const own = await run(users(server.url, 5, { seconds: 2 }))
    const seenByOwn = (await server.log()).arrivedMs.length
    const other = await byAutocannon(users(server.url, 5, { seconds: 2 }))
    const seenByOther = (await server.log()).arrivedMs.length
    expect(countsOf(own.tally).sent).toBe(seenByOwn)
    expect(countsOf(other.tally)).toMatchObject({ sent: seenByOther, ok: seenByOther })
    expect(imbalances(other.tally)).toEqual([])
    const [a, b] = [own, other].map(({ tally }) => latenciesOf(tally).fromSend.p50Seconds)
    expect(a).toBeGreaterThan(0.0199)
    expect(b).toBeGreaterThan(0.0199)
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThan(0.01)
  })

  test.each([1, 4])('sends exactly so many requests with a pipelining of %i', async (pipelining) => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const { tally } = await byAutocannon(users(server.url, 3, { requests: 101, seconds: 60, pipelining }))
    expect(countsOf(tally)).toMatchObject({ planned: 101, sent: 101, ok: 101, inFlight: 0 })
    expect((await server.log()).arrivedMs).toHaveLength(101)
  })

  test('ends on time, waits for what is under way, and tells what each second brought', async () => {
    const server = await truth({ kind: 'constant', ms: 300 })
    const { tally, timeline, measuredSeconds } = await byAutocannon(users(server.url, 4, { seconds: 1.5 }))
    const { sent } = countsOf(tally)
    expect(measuredSeconds).toBe(1.5)
    expect(countsOf(tally)).toMatchObject({ ok: sent, inFlight: 0 })
    expect((await server.log()).arrivedMs).toHaveLength(sent)
    expect(timeline.reduce((sum, point) => sum + point.sent, 0)).toBe(sent)
    expect(timeline.reduce((sum, point) => sum + point.answered, 0)).toBe(sent)
  })

  test('keeps what is cut off at the end as a lower bound', async () => {
    const server = await truth({ kind: 'constant', ms: 3000 })
    const plan = { ...users(server.url, 3, { seconds: 1 }), drainSeconds: 0 }
    const { tally } = await byAutocannon(plan)
    expect(countsOf(tally)).toMatchObject({ sent: 3, ok: 0, inFlight: 3 })
    expect(latenciesOf(tally).fromSend).toMatchObject({ count: 3, censored: 3 })
    expect(latenciesOf(tally).fromSend.minSeconds).toBeGreaterThan(0.9)
  })

  test('leaves the warm-up out', async () => {
    const server = await truth({ kind: 'constant', ms: 1 })
    const plan = { ...users(server.url, 2, { requests: 10, seconds: 60 }), warmupSeconds: 0.5 }
    const { tally } = await byAutocannon(plan)
    expect(countsOf(tally)).toMatchObject({ sent: 10, ok: 10 })
    expect((await server.log()).arrivedMs.length).toBeGreaterThan(20)
  })

  test('tells each request by its name, and sends them in turn', async () => {
    const server = await truth({ kind: 'faults' })
    const plan = { ...users(server.url, 2, { requests: 40, seconds: 60 }), requests: requests('/ok', '/500') }
    const { tally } = await byAutocannon(plan)
    expect((await server.log()).paths).toEqual({ '/ok': 20, '/500': 20 })
    expect(countsOf(tally, { request: '/ok' })).toMatchObject({ sent: 20, ok: 20 })
    expect(countsOf(tally, { request: '/500' }).failed).toEqual({ 'status-500': 20 })
    expect(statusesOf(tally)).toEqual({ 200: 20, 500: 20 })
  })
})

describe('a fault that autocannon', () => {
  test.each([
    ['/reset', 'reset'],
    ['/reset-mid-body', 'reset'],
    ['/close', 'closed'],
    ['/half-head', 'truncated'],
    ['/cut', 'truncated'],
    ['/garbage', 'malformed'],
  ])('meets at %s is one failure, and its clock does not go on to the next answer', async (path, kind) => {
    const server = await truth({ kind: 'faults' })
    const plan = { ...users(server.url, 1, { requests: 20, seconds: 60 }), requests: requests('/ok', path) }
    const { tally } = await byAutocannon(plan)
    expect(countsOf(tally, { request: path })).toMatchObject({ sent: 10, failed: { [kind]: 10 } })
    expect(countsOf(tally, { request: '/ok' })).toMatchObject({ sent: 10, ok: 10 })
    expect(imbalances(tally)).toEqual([])
    expect((await server.log()).arrivedMs).toHaveLength(20)
  })

  test('waits for in vain is a time-out with its time, and the connection is new', async () => {
    const server = await truth({ kind: 'faults' })
    const plan = {
      ...users(server.url, 1, { requests: 6, seconds: 60 }),
      requests: requests('/ok', '/never'),
      timeoutSeconds: 0.3,
    }
    const { tally } = await byAutocannon(plan)
    expect(countsOf(tally)).toMatchObject({ sent: 6, ok: 3, timedOut: 3 })
    const { fromSend } = latenciesOf(tally)
    expect([fromSend.count, fromSend.censored]).toEqual([6, 3])
    expect(fromSend.p50Seconds).toBeLessThan(0.3)
    expect(fromSend.maxSeconds).toBeGreaterThanOrEqual(0.29)
    expect(tally.connections).toBe(4)
  })

  test('meets at a port that refuses is no flood', async () => {
    const port = await freePort()
    const { tally, stoppedBecause } = await byAutocannon(
      users(`http://127.0.0.1:${port}`, 1, { seconds: 30 }),
      {
        reasonToStop: errorStorm,
      },
    )
    const { sent, failed } = countsOf(tally)
    expect(stoppedBecause).toContain('no request was answered')
    expect(failed).toEqual({ refused: sent })
    expect(sent).toBeGreaterThan(3)
    expect(sent).toBeLessThan(30)
  })

  test('meets when the server is killed is counted, and ends with the run', async () => {
    const server = await truth({ kind: 'constant', ms: 5 })
    const whole = byAutocannon(users(server.url, 4, { seconds: 60 }), { reasonToStop: errorStorm })
    await server.seen(50)
    server.process.kill('SIGKILL')
    const { tally, stoppedBecause } = await whole
    const counts = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    expect(counts.ok).toBeGreaterThanOrEqual(40)
    expect(counts.sent).toBeLessThan(100_000)
    expect(Object.keys(counts.failed)).toContain('refused')
    expect(stoppedBecause).not.toBeNull()
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import {
  countsOf,
  imbalances,
  type LoadPlan,
  type LoadRun,
  latenciesOf,
  statusesOf,
} from '../../../src/traffic/index.ts'
import { describeWithServer } from '../../servers/describe-with.ts'
import { requests, run } from '../planned.ts'
import { byAutocannon, stopTruths, truth, users } from './by-autocannon.ts'

afterEach(stopTruths)

describe('autocannon as the engine', () => {
  test('counts what the server counted, and agrees with the own engine on a constant service time', async () => {
    const server = await truth({ kind: 'constant', ms: 50 })
    const own = await run(users(server.url, 5, { seconds: 2 }))
    const seenByOwn = (await server.log()).arrivedMs.length
    const other = await byAutocannon(users(server.url, 5, { seconds: 2 }))
    const seenByOther = (await server.log()).arrivedMs.length
    expect(countsOf(own.tally).sent).toBe(seenByOwn)
    expect(countsOf(other.tally)).toMatchObject({ sent: seenByOther, ok: seenByOther })
    expect(imbalances(other.tally)).toEqual([])
    const [a, b] = [own, other].map(({ tally }) => latenciesOf(tally).fromSend.p50Seconds)
    expect(a).toBeGreaterThan(0.0499)
    expect(b).toBeGreaterThan(0.0499)
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThan(0.05)
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

describeWithServer('nginx', 'both engines on nginx', (nginx) => {
  test('count what it counted, and see the same', async () => {
    const { url } = nginx()
    const served = async (): Promise<number> =>
      Number(/\n \d+ \d+ (\d+)/.exec(await (await fetch(`${url}/status`)).text())?.[1])
    const counted = async (load: (plan: LoadPlan) => Promise<LoadRun>) => {
      const plan = { ...users(url, 10, { requests: 5000, seconds: 60 }), requests: requests('/ok') }
      const before = await served()
      const { tally } = await load(plan)
      return { tally, served: (await served()) - before - 1 }
    }
    const [own, other] = [await counted(run), await counted(byAutocannon)]
    for (const { tally, served } of [own, other]) {
      expect(countsOf(tally)).toMatchObject({ sent: 5000, ok: 5000 })
      expect(served).toBe(5000)
    }
    const [a, b] = [own, other].map(({ tally }) => latenciesOf(tally).fromSend.p50Seconds) as [number, number]
    expect(Math.max(a, b) / Math.min(a, b)).toBeLessThan(10)
    expect(other.tally.cells[0]?.bodyBytes).toBe(own.tally.cells[0]?.bodyBytes)
  })
})

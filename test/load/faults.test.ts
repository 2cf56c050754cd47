import { afterAll, describe, expect, test } from 'vitest'
import { countsOf, imbalances, type LoadPlan, type LoadRun } from '../../src/traffic/index.ts'
import { type FaultServer, startFault } from '../servers/faults/index.ts'
import { closed, open, planTo, run } from './planned.ts'

const running: FaultServer[] = []
async function fault(name: string): Promise<FaultServer> {
  const server = await startFault(name)
  running.push(server)
  return server
}
afterAll(() => Promise.all(running.map((server) => server.stop())))

const unverified: LoadPlan['tls'] = {
  ca: null,
  certificate: null,
  key: null,
  serverName: 'other.example',
  verifies: false,
}

async function met(name: string, model: LoadPlan['model'], more: Partial<LoadPlan> = {}) {
  const server = await fault(name)
  const scheme = more.tls === undefined ? 'http' : 'https'
  const { tally }: LoadRun = await run(
    planTo(`${scheme}://127.0.0.1:${server.port}`, model, {
      timeoutSeconds: 0.4,
      drainSeconds: 0.6,
      ...more,
    }),
  )
  const log = await server.log()
  const counts = countsOf(tally)
  expect(imbalances(tally)).toEqual([])
  expect(counts.planned).toBe(counts.sent + counts.unsent)
  const examples = tally.accounts.flatMap(({ failed }) => Object.values(failed).map(({ example }) => example))
  return { ...counts, log, examples, tally }
}

/** Short only where all time out: machines are slow at times. */
function patience({ timedOut }: Record<string, unknown>): Partial<LoadPlan> {
  return timedOut === undefined ? {} : { timeoutSeconds: 0.4, drainSeconds: 3 }
}

/** Few enough that none waits for another. */
const twenty = open(20, 1)
const http2 = { protocol: 'http2', connections: 2 } as const

describe('a server of HTTP/1 with a fault: every request is sent, seen by it, and counted as what it came to', () => {
  test.each<[fault: string, counts: Record<string, unknown>, example: RegExp | null]>([
    ['half-close', { ok: 20 }, null],
    ['body-too-long', { ok: 20 }, null],
    ['body-too-short', { timedOut: 20 }, null],
    ['body-cut', { failed: { truncated: 20 } }, /closed the connection in the middle of an answer/],
    ['chunk-cut', { failed: { truncated: 20 } }, /in the middle of an answer/],
    ['two-lengths', { failed: { malformed: 20 } }, /two Content-Length/],
    ['garbage', { failed: { malformed: 20 } }, /is no HTTP\/1: it does not begin with HTTP\/1/],
    ['garbage-and-close', { failed: { malformed: 20 } }, /is no HTTP\/1/],
    ['reset-mid-body', { failed: { reset: 20 } }, /^the target reset the connection$/],
    ['endless-head', { failed: { malformed: 20 } }, /longer than/],
    ['slow-body', { timedOut: 20 }, null],
    ['slow-head', { timedOut: 20 }, null],
    ['tls-alert', { failed: { malformed: 20 } }, /it speaks TLS: write https:/],
    ['http2-settings', { failed: { malformed: 20 } }, /it speaks HTTP\/2: add --http2/],
    ['every-second-closed', { ok: 10, failed: { closed: 10 } }, /without an answer/],
  ])('%s: %j', async (name, wanted, example) => {
    const { log, examples, ...counts } = await met(name, twenty, patience(wanted))
    const none = { ok: 0, failed: {}, timedOut: 0, inFlight: 0 }
    expect(counts).toMatchObject({ planned: 20, sent: 20, ...none, ...wanted })
    expect(log.requests).toBe(20)
    if (example === null) expect(examples).toEqual([])
    else expect(examples).toEqual([expect.stringMatching(example)])
  })
})

describe('a server that lets nobody in is tried again ever more slowly, however many wait', () => {
  test.each<[fault: string, kind: string, example: RegExp, more: Partial<LoadPlan>]>([
    ['close-silently', 'closed', /without an answer/, {}],
    ['accept-and-close', 'closed', /without an answer/, {}],
    ['accept-and-reset', 'reset', /reset the connection/, {}],
    ['tls-client-certificate', 'tls', /alert 116, certificate required.*--cert/, { tls: unverified }],
    ['tls-old', 'tls', /alert 70, protocol version/, { tls: unverified }],
    ['tls-ciphers', 'tls', /alert 40, handshake failure/, { tls: unverified }],
    ['tls-name', 'tls', /in the middle of the TLS handshake/, { tls: unverified }],
    ['tls-plain', 'tls', /does not speak TLS on this port/, { tls: unverified }],
    ['h2-goaway-at-once', 'goaway', /said GOAWAY/, http2],
    ['h2-goaway-refuses', 'goaway', /GOAWAY before it took the request/, http2],
    // Where several requests are on their way when it comes, the first to fail may be one that it did not take.
    ['h2-goaway-error', 'goaway', /GOAWAY: ENHANCE_YOUR_CALM|GOAWAY before it took the request/, http2],
    ['h2-no-http2', 'malformed', /does not speak HTTP\/2/, http2],
  ])('%s: %s', async (name, kind, example, more) => {
    const { failed, ok, sent, unsentBy, unsent, examples, log } = await met(name, open(200, 1), more)
    expect([failed, ok]).toEqual([{ [kind]: sent }, 0])
    expect(unsentBy).toEqual({ 'target-down': unsent })
    expect(examples).toEqual([expect.stringMatching(example)])
    // 10, 20, 40 ... 640 ms apart, after what was under way when it was found out.
    expect(sent).toBeLessThan(100)
    expect(log.connections).toBeLessThan(100)
    // And by users who wait for it.
    const users = await met(name, closed(10, { seconds: 1 }), more)
    expect(users.failed[kind]).toBe(users.sent)
    expect(users.log.connections).toBeLessThan(60)
  })
})

describe('a server of HTTP/2 with a fault', () => {
  test.each<[fault: string, counts: Record<string, unknown>, example: RegExp | null]>([
    ['h2-refused-stream', { failed: { reset: 20 } }, /REFUSED_STREAM/],
    ['h2-cancel-mid-body', { failed: { reset: 20 } }, /in the middle of an answer: CANCEL/],
    ['h2-no-error-mid-body', { failed: { reset: 20 } }, /in the middle of an answer: NO_ERROR/],
    ['h2-body-too-short', { failed: { malformed: 20 } }, /fewer bytes than its content-length/],
    ['h2-never', { timedOut: 20 }, null],
  ])('%s: %j', async (name, wanted, example) => {
    const { log, examples, ...counts } = await met(name, twenty, { ...http2, ...patience(wanted) })
    const none = { ok: 0, failed: {}, timedOut: 0, inFlight: 0 }
    expect(counts).toMatchObject({ planned: 20, sent: 20, ...none, ...wanted })
    expect(log.requests).toBe(20)
    if (example === null) expect(examples).toEqual([])
    else expect(examples).toEqual([expect.stringMatching(example)])
  })

  test.each(['h2-goaway', 'h2-goaway-open-streams'])(
    '%s: what it took is answered, and the rest goes to another connection',
    async (name) => {
      const { ok, failed, sent, log } = await met(name, twenty, http2)
      // What crossed the GOAWAY on its way was not taken.
      expect([sent, ok + (failed.goaway ?? 0)]).toEqual([20, 20])
      expect(ok).toBeGreaterThanOrEqual(15)
      expect(log.connections).toBeGreaterThan(5)
    },
  )

  test.each(['h2-cut', 'h2-reset', 'h2-goaway'])(
    '%s: no half answer is taken for a whole one, and nothing is sent on a connection that is gone',
    async (name) => {
      const { ok, failed, sent, log, inFlight, timedOut } = await met(name, closed(20, { seconds: 1 }), http2)
      const lost = Object.values(failed).reduce((sum, count) => sum + count, 0)
      expect(ok + lost).toBe(sent)
      expect([inFlight, timedOut]).toEqual([0, 0])
      expect(log.requests).toBeLessThanOrEqual(sent)
      if (name !== 'h2-goaway') expect(ok).toBe(0)
      for (const kind of Object.keys(failed))
        expect(['reset', 'closed', 'truncated', 'goaway']).toContain(kind)
    },
  )

  test('a header that HTTP/2 forbids fails each request, and no run', async () => {
    const server = await fault('h2-ok')
    const plan = planTo(`http://127.0.0.1:${server.port}`, closed(2, { requests: 10, seconds: 5 }), {
      ...http2,
      requests: [{ name: 'a', method: 'GET', path: '/', headers: [['TE', 'gzip']], body: null, weight: 1 }],
    })
    const { tally } = await run(plan)
    expect(imbalances(tally)).toEqual([])
    expect(countsOf(tally).failed).toEqual({ broken: 10 })
  })
})

test('users go on as soon as a target that closed on them answers again', async () => {
  const { sent, failed } = await met('accept-and-close', closed(1, { requests: 6, seconds: 20 }))
  // None of its retries is lost, or it would wait for ever.
  expect([sent, failed]).toEqual([6, { closed: 6 }])
})

test('a server that is stopped loses what it was sent, and no more: afterwards all is as before', async () => {
  const server = await fault('ok')
  const signals = ['SIGSTOP', 'SIGCONT'] as const
  let told = 0
  // The run's own seconds say when: it stands still through the whole of its second one.
  const { tally, measuredSeconds } = await run(
    planTo(`http://127.0.0.1:${server.port}`, open(100, 3), { timeoutSeconds: 0.5, drainSeconds: 1 }),
    {
      onPoint() {
        const signal = signals[told++]
        if (signal !== undefined) server.process.kill(signal)
      },
    },
  )
  const { planned, sent, ok, timedOut, failed, inFlight } = countsOf(tally)
  expect(imbalances(tally)).toEqual([])
  expect([planned, sent, inFlight, failed, measuredSeconds]).toEqual([300, 300, 0, {}, 3])
  expect(timedOut).toBeGreaterThan(20)
  expect(ok).toBe(300 - timedOut)
  expect(ok).toBeGreaterThan(100)
})

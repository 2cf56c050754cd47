import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { createServer as createPlainServer, type Server as NetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { autocannonGenerator, errorStorm, type LoadOptions, runLoad } from '../../../src/load/index.ts'
import {
  countsOf,
  imbalances,
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
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))

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
    expect(tally.connections).toBe(3)
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

  test('meets when the server is killed is counted, and the run ends on time', async () => {
    const server = await truth({ kind: 'constant', ms: 5 })
    const whole = byAutocannon(users(server.url, 4, { seconds: 3 }))
    await server.seen(50)
    server.process.kill('SIGKILL')
    const { tally, measuredSeconds } = await whole
    const counts = countsOf(tally)
    expect(measuredSeconds).toBe(3)
    expect(imbalances(tally)).toEqual([])
    expect(counts.ok).toBeGreaterThanOrEqual(40)
    expect(counts.failed['refused']).toBeGreaterThan(0)
    expect(counts.sent - counts.ok).toBeLessThan(100)
  })

  test.each([
    ['no body at all to HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', 0],
    [
      '103 before the answer',
      'GET',
      'HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      2,
    ],
    ['bytes that are no UTF-8', 'GET', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\xfe\x80', 3],
    [
      'a body in chunks',
      'GET',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwhat\r\n0\r\n\r\n',
      4,
    ],
  ])('gets wrong is mended: %s', async (_, method, answer, bodyBytes) => {
    const url = await rawServer((socket) => socket.write(answer, 'latin1'))
    const plan = { ...users(url, 1, { requests: 5, seconds: 20 }), requests: [{ ...one, method }] }
    const { tally } = await byAutocannon(plan)
    expect(countsOf(tally)).toMatchObject({ sent: 5, ok: 5 })
    expect(tally.cells).toMatchObject([{ status: 200, answered: 5, bodyBytes: 5 * bodyBytes }])
    expect(tally.connections).toBe(1)
  })

  test.each([
    ['it says so', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
    ['the body has no other end', 'HTTP/1.1 200 OK\r\n\r\nok'],
  ])(
    'loses when the target closes after each answer is sent on a new connection, where %s',
    async (_, answer) => {
      const url = await rawServer((socket) => socket.end(answer))
      const { tally } = await byAutocannon(users(url, 2, { requests: 10, seconds: 20 }))
      expect(countsOf(tally)).toMatchObject({ sent: 10, ok: 10 })
      expect(tally.connections).toBe(10)
    },
  )

  test('would end the process by, an answer that nobody asked for, is nothing but an ended connection', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
    const url = await rawServer((socket) => socket.write(answer + answer))
    const { tally } = await byAutocannon(users(url, 1, { requests: 1, seconds: 20 }))
    expect(countsOf(tally)).toMatchObject({ sent: 1, ok: 1, failed: {} })
  })
})

describe('certificates under autocannon', () => {
  let server: Server
  let seen = 0
  const { certificate, key } = selfSigned()
  beforeAll(async () => {
    server = createServer({ cert: certificate, key }, (_, response) => {
      seen++
      response.end('ok')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  async function runWith(tls: Partial<LoadPlan['tls']>): Promise<Record<string, number>> {
    const plan = users(`https://localhost:${portOf(server)}`, 2, { requests: 4, seconds: 3 })
    seen = 0
    const { tally } = await byAutocannon({ ...plan, tls: { ...plan.tls, ...tls } })
    const { ok, failed } = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    return { ok, tls: failed['tls'] ?? 0, seen }
  }

  test('that nobody trusts get no request at all', async () => {
    const { ok, tls, seen } = await runWith({})
    expect([ok, seen]).toEqual([0, 0])
    expect(tls).toBeGreaterThan(0)
  })

  test.each([
    ['without verification', { verifies: false }],
    ['with their authority', { ca: certificate }],
  ])('are taken %s', async (_, tls) => {
    expect(await runWith(tls)).toEqual({ ok: 4, tls: 0, seen: 4 })
  })

  test('for another name get no request at all', async () => {
    const { ok, seen } = await runWith({ ca: certificate, serverName: 'other.example' })
    expect([ok, seen]).toEqual([0, 0])
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

const one = { name: 'one', method: 'GET', path: '/', headers: [], body: null, weight: 1 }

const opened: NetServer[] = []
afterAll(() => {
  for (const server of opened) server.close()
})

/** A server that does `answer` for each request that it gets. */
async function rawServer(answer: (socket: Socket) => void): Promise<string> {
  const server = createPlainServer((socket) => {
    socket.on('error', () => {})
    let text = ''
    socket.on('data', (piece) => {
      text += piece.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        text = text.slice(end + 4)
        answer(socket)
      }
    })
  }).listen(0, '127.0.0.1')
  opened.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server)}`
}

function portOf(server: NetServer): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

function selfSigned(): { certificate: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-autocannon-'))
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
  execFileSync(
    'openssl',
    [
      ...words.split(' '),
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      keyFile,
      '-out',
      certificateFile,
    ],
    { stdio: 'ignore' },
  )
  const pair = { certificate: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  rmSync(folder, { recursive: true, force: true })
  return pair
}

import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { errorStorm } from '../../../src/load/index.ts'
import { countsOf, imbalances, latenciesOf } from '../../../src/traffic/index.ts'
import { freePort } from '../../servers/program.ts'
import { requests } from '../planned.ts'
import { byAutocannon, portOf, stopTruths, truth, users } from './by-autocannon.ts'

afterEach(stopTruths)

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

const one = { name: 'one', method: 'GET', path: '/', headers: [], body: null, weight: 1 }

const opened: Server[] = []
afterAll(() => {
  for (const server of opened) server.close()
})

/** A server that does `answer` for each request that it gets. */
async function rawServer(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
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

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { countsOf, latenciesOf } from '../../src/traffic/index.ts'
import { closed, planTo, run } from './planned.ts'

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

let server: Server | null = null
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  const open = server
  server = null
  await new Promise<void>((done) => (open === null ? done() : open.close(() => done())))
})

/** Writes this for every request. */
async function answering(text: string): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const opened = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      asked += bytes.toString('latin1').split('GET / ').length - 1
      socket.write(text)
    })
  })
  server = opened
  await new Promise<void>((done) => opened.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(opened.address() as AddressInfo).port}`, asked: () => asked }
}

describe('an answer that nobody asked for', () => {
  test.each([
    ['a whole one', answer + answer],
    ['the begin of one', `${answer}HTTP/1.1 2`],
    ['garbage', `${answer}garbage`],
  ])('%s, right behind another, is never taken for the answer of the next request', async (_, text) => {
    const { url, asked } = await answering(text)
    const { tally } = await run(planTo(url, closed(1, { requests: 20, seconds: 20 })))
    const counts = countsOf(tally)
    expect(counts).toMatchObject({ planned: 20, sent: 20, ok: 10, failed: { malformed: 10 } })
    // Half of the requests were on their way when the connection was given up.
    expect(asked()).toBeGreaterThanOrEqual(10)
    expect(latenciesOf(tally, { status: 200 }).fromSend.minSeconds).toBeGreaterThan(0)
    const [account] = tally.accounts
    expect(account?.failed.malformed?.example).toBe('the target sent what nobody had asked for')
  })

  test.each([
    ['an empty line', `${answer}\r\n`],
    ['nothing', answer],
  ])('is none where %s follows', async (_, text) => {
    const { url } = await answering(text)
    const { tally } = await run(planTo(url, closed(1, { requests: 20, seconds: 20 })))
    expect(countsOf(tally)).toMatchObject({ sent: 20, ok: 20, failed: {} })
  })

  test('is none where several requests are under way at once', async () => {
    const { url } = await answering(answer)
    const opened = server
    opened?.removeAllListeners('connection')
    opened?.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('data', (bytes) =>
        socket.write(answer.repeat(bytes.toString('latin1').split('GET / ').length - 1)),
      )
    })
    const { tally } = await run(planTo(url, closed(1, { requests: 40, seconds: 20, pipelining: 4 })))
    expect(countsOf(tally)).toMatchObject({ sent: 40, ok: 40, failed: {} })
  })
})

test('a request that cannot be sent is refused, and nothing goes on', async () => {
  const { url } = await answering(answer)
  const plan = planTo(url, closed(1, { requests: 1 }), {
    requests: [{ name: 'GET /', method: 'GET', path: '/', headers: [['X', '€']], body: null, weight: 1 }],
  })
  await expect(run(plan)).rejects.toMatchObject({
    exitCode: 2,
    sentence: 'A request cannot have the value of the header X.',
  })
})

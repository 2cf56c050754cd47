import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import {
  closeCode,
  frameOf,
  rawConnection,
  rawStream,
  requestText,
  upgradeHeaders,
} from './raw-connection.ts'
import { type StartedServer, serve } from './started-server.ts'
import { listen } from './stream-listener.ts'

async function stillServes({ url, streamUrl, feed }: StartedServer): Promise<void> {
  feed.tick({ 'cpu.usage': 0.3 })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const client = await listen(streamUrl)
  await client.next('tick')
  feed.tick({ 'cpu.usage': 0.4 })
  expect((await client.next('tick')).cpu_usage).toBe(40)
}

describe('the server stays up', () => {
  test('when a header comes one byte after the other', async () => {
    const started = await serve({ limits: { headersSeconds: 1 } })
    const slow = await rawConnection(started.port)
    slow.socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    const drip = setInterval(() => slow.socket.write('X: 1\r\n'), 50)
    const came = await slow.ended
    clearInterval(drip)
    expect(came.toString()).toMatch(/^HTTP\/1\.1 408 /)
    await stillServes(started)
  })

  test('when ten thousand connections are opened and say nothing, and its memory stays bounded', async () => {
    const started = await serve()
    await stillServes(started)
    const before = process.memoryUsage().rss
    for (let batch = 0; batch < 40; batch++) {
      const sockets = Array.from({ length: 250 }, () =>
        connect(started.port, '127.0.0.1').on('error', () => {}),
      )
      await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
    await stillServes(started)
  }, 60_000)

  test('when half-open connections stay, one that asks has its answer', async () => {
    const started = await serve({ limits: { idleConnections: 3 } })
    const idle = await Promise.all([1, 2, 3, 4, 5].map(() => rawConnection(started.port)))
    // The oldest two had to go; what is younger may still ask.
    await Promise.all(idle.slice(0, 2).map(({ ended }) => ended))
    idle[4]?.socket.write(requestText('/healthz', { Connection: 'close' }))
    expect(await idle[4]?.until('"status":"ok"')).toContain('200 OK')
  })

  test.each([
    ['that is too long', Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]), 1009],
    [
      'longer than any number',
      Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
      1009,
    ],
    ['that is no UTF-8', frameOf(1, Buffer.from([0xff, 0xfe])), 1007],
    ['of an unknown kind', frameOf(3, Buffer.from('x')), 1002],
    ['without a mask', Buffer.from([0x81, 1, 0x78]), 1002],
    ['with a reserved bit', Buffer.from([0xf1, 0x81, 0, 0, 0, 0, 0x78]), 1002],
    ['of bytes', frameOf(2, Buffer.from('x')), 1003],
    ['that goes on with nothing', frameOf(0, Buffer.from('x')), 1002],
  ])('when a frame comes %s', async (_, frame, code) => {
    const started = await serve()
    const raw = await rawStream(started.port)
    raw.socket.write(frame)
    // It waits for the farewell of the other end; this one only goes.
    await raw.until(Buffer.from([0x88, code === 1003 ? 25 : 2]).toString('latin1'))
    raw.socket.end()
    const came = await raw.ended
    expect(closeCode(came)).toBe(code)
    await stillServes(started)
  })

  test('when a message comes in very many pieces', async () => {
    const started = await serve()
    const raw = await rawStream(started.port)
    const first = Buffer.from([0x01, 0x80, 0, 0, 0, 0])
    const more = Buffer.from([0x00, 0x80, 0, 0, 0, 0])
    raw.socket.write(Buffer.concat([first, ...Array.from({ length: 1000 }, () => more)]))
    await raw.until(Buffer.from([0x88, 2]).toString('latin1'))
    raw.socket.end()
    expect(closeCode(await raw.ended)).toBe(1008)
    await stillServes(started)
  })

  test('when a client pings without reading, and no answers pile up', async () => {
    const started = await serve()
    const raw = await rawStream(started.port)
    raw.socket.pause()
    const pings = Buffer.concat(Array.from({ length: 10_000 }, () => frameOf(9, Buffer.alloc(100))))
    const before = process.memoryUsage().rss
    for (let round = 0; round < 20; round++) {
      if (!raw.socket.write(pings)) await once(raw.socket, 'drain')
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
    await stillServes(started)
  })

  test.each([
    ['another version', { ...upgradeHeaders, 'Sec-WebSocket-Version': '7' }, '/ws', 'GET', 400],
    [
      'no key',
      { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
      '/ws',
      'GET',
      400,
    ],
    ['a key that is none', { ...upgradeHeaders, 'Sec-WebSocket-Key': 'x' }, '/ws', 'GET', 400],
    ['another protocol', { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c' }, '/ws', 'GET', 400],
    ['another path', upgradeHeaders, '/api/dashboard', 'GET', 404],
    ['another method', upgradeHeaders, '/ws', 'POST', 405],
    ['another host', { ...upgradeHeaders, Host: 'evil.example' }, '/ws', 'GET', 421],
  ])('when an upgrade is asked for with %s', async (_, headers, path, method, status) => {
    const started = await serve()
    const raw = await rawConnection(started.port)
    raw.socket.write(requestText(path, headers, method))
    expect((await raw.ended).toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await stillServes(started)
  })

  test.each([
    ['a header that is too long', requestText('/', { X: 'x'.repeat(20_000) }), 431],
    ['a path that is too long', requestText(`/${'x'.repeat(20_000)}`), 431],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    ['two lengths', requestText('/', { 'Content-Length': '3', 'Transfer-Encoding': 'chunked' }), 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['no host, in the old way', 'GET / HTTP/1.0\r\n\r\n', 421],
  ])('when a request comes with %s', async (_, text, status) => {
    const started = await serve()
    const raw = await rawConnection(started.port)
    raw.socket.write(text, 'latin1')
    expect((await raw.ended).toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await stillServes(started)
  })

  test('when a client goes away in the middle of everything', async () => {
    const started = await serve({ token: null })
    for (const text of [
      'GET / HT',
      requestText('/'),
      requestText('/ws', upgradeHeaders),
      requestText('/metrics'),
    ]) {
      const raw = await rawConnection(started.port)
      raw.socket.write(text)
      raw.socket.resetAndDestroy()
    }
    started.feed.tick({ 'cpu.usage': 0.1 })
    await stillServes(started)
  })
})

import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { fakeFeed, firstEpochMs } from '../fake-feed.ts'
import { rawStream } from './raw-connection.ts'
import { serve } from './started-server.ts'
import { listen, statusOf } from './stream-listener.ts'

const subscribe = (series: string[], sinceSeconds = 0) => ({ type: 'subscribe', series, sinceSeconds })

describe('the clients of the stream', () => {
  test('skips for a client that does not read, tells how many, and gives it the newest', async () => {
    const { streamUrl, feed } = await serve()
    const names = Array.from({ length: 200 }, (_, at) => `bulk{at=${at},${'x'.repeat(160)}=1}`)
    feed.tick(Object.fromEntries(names.map((name) => [name, 0])))
    const [slow, fast] = [await listen(streamUrl), await listen(streamUrl)]
    slow.send(subscribe(['bulk*']))
    await slow.next('backfill')
    await slow.next('backfill')
    await slow.next('tick')
    await fast.next('tick')
    const before = slow.seen.length
    slow.socket.pause()
    const count = 600
    for (let at = 1; at <= count; at++) {
      feed.tick(Object.fromEntries(names.map((name) => [name, at])))
      await fast.next('tick')
    }
    slow.socket.resume()
    const newest = firstEpochMs / 1000 + 1 + count
    let last = await slow.next('tick')
    while (last.timestamp !== newest) last = await slow.next('tick')
    const ticks = slow.seen.slice(before).filter(({ type }) => type === 'tick')
    const skipped = ticks.reduce((sum, tick) => sum + Number(tick.skipped), 0)
    expect(skipped).toBeGreaterThan(0)
    expect(ticks.length + skipped).toBe(count)
    expect(fast.seen.every((message) => message.type !== 'tick' || message.skipped === 0)).toBe(true)
  })

  test('writes a tick once for all clients that asked for the same', async () => {
    const { streamUrl, feed, server } = await serve()
    const clients = await Promise.all(Array.from({ length: 40 }, () => listen(streamUrl)))
    for (const [at, client] of clients.entries())
      client.send(subscribe(at % 2 === 0 ? ['b', 'a*'] : ['a*', 'b']))
    await Promise.all(
      clients.map(async (client) => [
        await client.next('backfill'),
        await client.next('backfill'),
        await client.next('tick'),
      ]),
    )
    let reads = 0
    feed.tick({
      get ab() {
        reads += 1
        return 1
      },
    })
    const ticks = await Promise.all(clients.map((client) => client.next('tick')))
    expect(ticks.map(({ series }) => series)).toEqual(clients.map(() => ({ ab: 1 })))
    expect([reads, server.clients]).toEqual([1, 40])
  })

  test('keeps who answers its pings and removes who does not', async () => {
    const { streamUrl, port, server } = await serve({ limits: { pingSeconds: 0.05 } })
    const client = await listen(streamUrl)
    const dead = await rawStream(port)
    await dead.ended
    await once(client.socket, 'ping')
    expect([client.socket.readyState, server.clients]).toEqual([client.socket.OPEN, 1])
  })

  test('takes all that it has room for at once, as after a restart, and tells each of them every tick', async () => {
    const { streamUrl, feed, server } = await serve()
    const clients = await Promise.all(Array.from({ length: 1200 }, () => listen(streamUrl)))
    expect(server.clients).toBe(1200)
    for (const value of [0.1, 0.2, 0.3]) feed.tick({ 'cpu.usage': value })
    const told = await Promise.all(
      clients.map(async ({ next }) => [
        await next('tick'),
        await next('tick'),
        await next('tick'),
        await next('tick'),
      ]),
    )
    expect(told.map((ticks) => ticks.map((tick) => tick.cpu_usage))).toEqual(
      clients.map(() => [53.2, 10, 20, 30]),
    )
  })

  test('answers the pings of a client', async () => {
    const { streamUrl } = await serve()
    const { socket } = await listen(streamUrl)
    socket.ping('are you there')
    expect(String((await once(socket, 'pong'))[0])).toBe('are you there')
  })

  test('takes no more clients than its limit, and another one after one has left', async () => {
    const { streamUrl } = await serve({ limits: { clients: 2 } })
    const first = await listen(streamUrl)
    await listen(streamUrl)
    expect(await statusOf(streamUrl)).toBe(503)
    first.socket.close()
    await first.closed
    expect(await statusOf(streamUrl)).toBe(101)
  })

  test('closes on a client that does nothing but ask', async () => {
    const { streamUrl } = await serve()
    const client = await listen(streamUrl)
    for (let at = 0; at < 50; at++) client.send(subscribe(['cpu.*'], 60))
    expect(await client.closed).toEqual({ code: 1008, reason: 'too many messages' })
  })

  test('says why it closes when the monitor ends', async () => {
    const { streamUrl, server } = await serve()
    const client = await listen(streamUrl)
    await server.close('the monitor was interrupted')
    expect(await client.closed).toEqual({ code: 1001, reason: 'the monitor was interrupted' })
  })

  test('compresses nothing', async () => {
    const { streamUrl } = await serve()
    const client = await listen(streamUrl, { perMessageDeflate: true })
    expect(client.socket.extensions).toBe('')
  })

  test('waits for the first tick of a feed that has none', async () => {
    const { streamUrl, feed } = await serve({}, fakeFeed())
    const client = await listen(streamUrl)
    await client.next('alerts')
    feed.tick({ 'cpu.usage': 1 })
    expect((await client.next('tick')).cpu_usage).toBe(100)
  })
})

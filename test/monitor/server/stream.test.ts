import { describe, expect, test } from 'vitest'
import { firingAlert, firstEpochMs } from '../fake-feed.ts'
import { serve } from './started-server.ts'
import { listen } from './stream-listener.ts'

const subscribe = (series: string[], sinceSeconds = 0) => ({ type: 'subscribe', series, sinceSeconds })

describe('the stream', () => {
  test('says hello, what was before, the alerts and the newest tick', async () => {
    const { streamUrl, feed } = await serve()
    feed.tick({
      'cpu.usage': 0.25,
      'memory.usage': 0.75,
      'app.requests': 12.5,
      'app.errors': 0.0125,
      'scan.active': 3,
    })
    const client = await listen(streamUrl)
    expect(await client.next('tick')).toEqual({
      schema: 'lewis-perf/stream/1',
      type: 'tick',
      skipped: 0,
      timestamp: firstEpochMs / 1000 + 1,
      cpu_usage: 25,
      memory_usage: 75,
      active_scans: 3,
      requests_per_second: 12.5,
      error_rate: 1.25,
      sources: [],
      series: {
        'cpu.usage': 0.25,
        'memory.usage': 0.75,
        'scan.active': 3,
        'app.requests': 12.5,
        'app.errors': 0.0125,
      },
    })
    expect(client.seen.map(({ type }) => type)).toEqual(['hello', 'backfill', 'alerts', 'tick'])
    expect(client.seen[0]).toMatchObject({
      machine: { name: 'scanner-1', cores: 8, memoryBytes: 16 * 2 ** 30 },
      intervalSeconds: 1,
      series: ['cpu.usage', 'memory.usage', 'scan.active', 'app.requests', 'app.errors'],
    })
    expect(client.seen[1]).toMatchObject({
      sinceSeconds: 60,
      series: {
        'cpu.usage': [
          [firstEpochMs, 0.532],
          [firstEpochMs + 1000, 0.25],
        ],
      },
    })
  })

  test('has a tick more with every tick, and only the series that were asked for', async () => {
    const { streamUrl, feed } = await serve()
    const client = await listen(streamUrl)
    client.send(subscribe(['disk.*{mount=/*}', 'self.cpu'], 3600))
    await client.next('backfill')
    await client.next('backfill')
    await client.next('tick')
    feed.tick({
      'cpu.usage': 0.5,
      'disk.free{mount=/}': 5,
      'disk.free{mount=/var}': null,
      'disk.read{device=sda}': 7,
    })
    expect((await client.next('tick')).series).toEqual({
      'disk.free{mount=/}': 5,
      'disk.free{mount=/var}': null,
    })
    feed.tick({ 'cpu.usage': 0.5, 'self.cpu': 0.01 })
    expect((await client.next('tick')).series).toEqual({ 'self.cpu': 0.01 })
  })

  test('fills back as far as it is asked', async () => {
    const { streamUrl, feed } = await serve()
    for (const value of [1, 2, null, 4]) feed.tick({ 'self.lag': value })
    const client = await listen(streamUrl)
    await client.next('backfill')
    client.send(subscribe(['self.*'], 2))
    expect(await client.next('backfill')).toEqual({
      schema: 'lewis-perf/stream/1',
      type: 'backfill',
      sinceSeconds: 2,
      series: {
        'self.lag': [
          [firstEpochMs + 2000, 2],
          [firstEpochMs + 3000, null],
          [firstEpochMs + 4000, 4],
        ],
      },
      leftOut: 0,
    })
  })

  test('says how many series it leaves out', async () => {
    const { streamUrl, feed } = await serve({ limits: { series: 2 } })
    feed.tick({ 'a{x=1}': 1, 'a{x=2}': 2, 'a{x=3}': 3 })
    const client = await listen(streamUrl)
    await client.next('backfill')
    client.send(subscribe(['a*'], 60))
    const filled = await client.next('backfill')
    expect([Object.keys(Object(filled.series)), filled.leftOut]).toEqual([['a{x=1}', 'a{x=2}'], 1])
  })

  test.each([
    ['{', 'is not a JSON object'],
    ['[]', 'is not a JSON object'],
    ['{"type":"subscribe","series":[],"other":1}', 'has a field that is not'],
    ['{"type":"stop"}', 'has another type than subscribe'],
    ['{"schema":"lewis-perf/stream/2","type":"subscribe","series":[]}', 'has another schema'],
    ['{"type":"subscribe","series":"cpu.*"}', 'has no list of series patterns'],
    ['{"type":"subscribe","series":[""]}', 'has no list of series patterns'],
    [JSON.stringify({ type: 'subscribe', series: ['x'.repeat(201)] }), 'has no list of series patterns'],
    [
      JSON.stringify({ type: 'subscribe', series: Array.from({ length: 201 }, (_, at) => `s${at}`) }),
      'has more than 200',
    ],
    ['{"type":"subscribe","series":[],"sinceSeconds":"60"}', 'has sinceSeconds outside'],
    ['{"type":"subscribe","series":[],"sinceSeconds":-1}', 'has sinceSeconds outside'],
    ['{"type":"subscribe","series":[],"sinceSeconds":1e9}', 'has sinceSeconds outside'],
  ])('answers %s with what is wrong, and goes on', async (text, problem) => {
    const { streamUrl, feed } = await serve()
    const client = await listen(streamUrl)
    await client.next('tick')
    client.send(text)
    expect((await client.next('error')).message).toContain(problem)
    feed.tick({ 'cpu.usage': 0.9 })
    expect((await client.next('tick')).cpu_usage).toBe(90)
  })

  test('tells when alerts change, and not when they do not', async () => {
    const { streamUrl, feed } = await serve()
    const client = await listen(streamUrl)
    expect((await client.next('alerts')).alerts).toEqual([])
    feed.set({ alerts: [firingAlert()] })
    feed.tick({ 'cpu.usage': 0.97 })
    expect(await client.next('alerts')).toMatchObject({
      alerts: [{ rule: 'cpu-usage', state: 'firing' }],
      history: [],
    })
    feed.tick({ 'cpu.usage': 0.97 })
    feed.set({ alerts: [], history: [firingAlert({ state: 'resolved' })] })
    feed.tick({ 'cpu.usage': 0.2 })
    expect(await client.next('alerts')).toMatchObject({ alerts: [], history: [{ state: 'resolved' }] })
    expect(client.seen.filter(({ type }) => type === 'alerts')).toHaveLength(3)
  })

  test('tells no secrets of sources, alerts and series', async () => {
    const { streamUrl, feed } = await serve()
    const url = 'http://me:hunter2secret@db/'
    feed.set({
      alerts: [firingAlert({ message: `${url} is down` })],
      sources: [{ name: `url ${url}`, staleBecause: `no answer from ${url}`, toldEpochMs: null }],
    })
    feed.tick({ [`url.up{url=${url}}`]: 0 })
    const client = await listen(streamUrl)
    client.send(subscribe(['url.*'], 60))
    await client.next('backfill')
    await client.next('backfill')
    await client.next('tick')
    feed.tick({ [`url.up{url=${url}}`]: 1 })
    expect((await client.next('tick')).series).toEqual({ 'url.up{url=http://me:***@db/}': 1 })
    expect(JSON.stringify(client.seen)).not.toContain('hunter2secret')
  })
})

import { describe, expect, test } from 'vitest'
import type { World } from '../../../src/core/index.ts'
import { openSources, type Source } from '../../../src/monitor/index.ts'
import { realWorld } from '../../probes/collect/real-world.ts'
import { only, told } from './look-at.ts'
import { deadEnd, httpServer } from './loopback.ts'

/** The real world, and a clock that a test moves. */
function movedWorld(): { world: World; clock: { ms: number } } {
  const clock = { ms: 0 }
  return { world: { ...realWorld, clock: { epochMs: () => 0, monotonicMs: () => clock.ms } }, clock }
}

async function page(world: World, url: string): Promise<Source> {
  return only(await openSources(world, [{ kind: 'scrape', url }]))
}

/** A page of metrics that is what `text` gives. */
function exporter(text: () => string, contentType = 'text/plain; version=0.0.4'): Promise<string> {
  return httpServer((request, response) => {
    const isAllowed = [undefined, `Basic ${btoa('ops:hunter22')}`].includes(request.headers.authorization)
    response.writeHead(isAllowed ? 200 : 401, { 'content-type': contentType }).end(text())
  })
}

describe('a scraped page', () => {
  test('tells rates over the time between two looks', async () => {
    let scans = 10
    const url = await exporter(
      () => `# TYPE lewis_scans_total counter\nlewis_scans_total ${scans}\nqueue 4\n`,
    )
    const { world, clock } = movedWorld()
    const source = await page(world, `${url}/metrics`)
    expect((await told(source)).values).toEqual({
      queue: 4,
      'lewis_scans_total:rate': null,
      'scan.per-hour': null,
    })
    scans = 40
    clock.ms = 60_000
    expect((await told(source)).values).toEqual({
      queue: 4,
      'lewis_scans_total:rate': 0.5,
      'scan.per-hour': 1800,
    })
    scans = 1
    clock.ms = 61_000
    expect((await told(source)).values['lewis_scans_total:rate']).toBeNull()
  })

  test('in OpenMetrics is read as such', async () => {
    const url = await exporter(
      () => '# TYPE a gauge\na 1\n# EOF\n',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    )
    expect((await told(await page(realWorld, url))).values).toEqual({ a: 1 })
  })

  test('is asked with the credentials of its address, which stand in no name', async () => {
    const url = await exporter(() => 'a 1\n')
    const source = await page(realWorld, `${url.replace('//', '//ops:hunter22@')}/metrics`)
    expect((await told(source)).values).toEqual({ a: 1 })
    expect(source.name).toBe(`scrape ${url}/metrics`)
    const wrong = await page(realWorld, url.replace('//', '//ops:wrong@'))
    await expect(told(wrong)).rejects.toThrow('it answers with status 401')
  })

  test('that has too many series is told of in part, which is said once', async () => {
    const text = Array.from({ length: 2500 }, (_, index) => `a{n="${index}"} ${index}\n`).join('')
    const url = await exporter(() => text)
    const { world } = movedWorld()
    const source = await page(world, url)
    const first = await told(source)
    expect(Object.keys(first.values)).toHaveLength(2000)
    expect(first.warnings).toContain(`${url}/ has 2,500 series: the first 2,000 of them are kept.`)
    expect((await told(source)).warnings).toBeUndefined()
  })

  test('that tells nothing of scans says so once, with what it would have to have', async () => {
    const url = await exporter(() => 'node_load1 1\n')
    const source = await page(realWorld, url)
    expect((await told(source)).warnings).toEqual([
      `${url}/ tells nothing of scans: it has no lewis_scans_total, lewis_scan_duration_seconds nor the like.`,
    ])
    expect((await told(source)).warnings).toBeUndefined()
  })

  test('that takes long to read is read less often', async () => {
    const url = await exporter(() => 'a 1\n')
    const { clock } = movedWorld()
    let isReading = false
    // Each time it is asked while it reads, 60 ms have passed.
    const slow = {
      ...realWorld,
      clock: {
        epochMs: () => 0,
        monotonicMs: () => {
          if (isReading) clock.ms += 60
          return clock.ms
        },
      },
    }
    const source = await page(slow, url)
    isReading = true
    const first = await told(source, { intervalMs: 400 })
    isReading = false
    expect(first.values).toEqual({ a: 1 })
    expect(first.warnings).toContainEqual(expect.stringMatching(/takes long to read: it is read every \d+ s/))
    expect((await told(source)).values).toEqual({})
    clock.ms += 10_000
    expect((await told(source)).values).toEqual({ a: 1 })
  })

  test.each<[string, () => Promise<string>, RegExp]>([
    ['nobody serves', deadEnd, /ECONNREFUSED/],
    ['is not there', () => httpServer((_, response) => response.writeHead(404).end()), /status 404/],
    ['is empty', () => exporter(() => ''), /its page is empty/],
    [
      'is no page of metrics',
      () => exporter(() => '<html><body>Hello</body></html>\n'),
      /cannot be read: line 1/,
    ],
    ['answers too late', () => httpServer(() => {}), /no answer within 170 ms/],
  ])('that %s says why', async (_, server, reason) => {
    const source = await page(realWorld, await server())
    await expect(told(source, { intervalMs: 100 })).rejects.toThrow(reason)
  })
})

describe('two pages', () => {
  test('are told apart where they have the same names', async () => {
    const [one, other] = [await exporter(() => 'up 1\n'), await exporter(() => 'up 0\n')]
    const sources = await openSources(realWorld, [
      { kind: 'scrape', url: one },
      { kind: 'scrape', url: other, instance: 'db' },
    ])
    const values = await Promise.all(sources.map(async (source) => (await told(source)).values))
    expect(values).toEqual([{ [`up{instance=${one.slice(7)}}`]: 1 }, { 'up{instance=db}': 0 }])
  })
})

import { decodeFromCompressedBase64, HistogramLogReader } from 'hdr-histogram-js'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../src/core/index.ts'
import { hdrFromText, hdrText } from '../../../src/load/files/hdr-text.ts'
import { hdrLog, runFromSaved, savedRun } from '../../../src/load/index.ts'
import { hdrHistogram, hdrPercentiles, hdrQuantile, recordValue } from '../../../src/metrics/index.ts'
import { countsOf, latenciesOf, mergeRuns, presentRun, startSkewSeconds } from '../../../src/traffic/index.ts'
import { describeWithFixtures, fixtureJson } from '../../fixtures.ts'
import { startGroundTruth } from '../../servers/ground-truth/index.ts'
import { open, planTo, run } from '../planned.ts'

const random = seededRandom(4)
const times = Array.from({ length: 20_000 }, () => Math.floor(10 ** (1 + 5 * random.next())))
const histogram = hdrHistogram()
for (const us of times) recordValue(histogram, us)
const sorted = times.toSorted((a, b) => a - b)

test('a histogram is within 1 part of 1000 of its values, and exact at both ends', () => {
  for (const q of [0.5, 0.9, 0.99, 0.999, 0.9999]) {
    const truth = sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN
    expect(Math.abs((hdrQuantile(histogram, q) ?? 0) / truth - 1)).toBeLessThan(0.001)
  }
  expect([hdrQuantile(histogram, 1), histogram.minimum]).toEqual([sorted.at(-1), sorted[0]])
  const { meanSeconds, standardDeviationSeconds } = hdrPercentiles(histogram) ?? {}
  const mean = times.reduce((sum, us) => sum + us, 0) / times.length
  const deviation = Math.sqrt(times.reduce((sum, us) => sum + (us - mean) ** 2, 0) / times.length)
  expect(Math.abs((meanSeconds ?? 0) * 1e6 - mean)).toBeLessThan(1e-6 * mean)
  expect(Math.abs((standardDeviationSeconds ?? 0) * 1e6 - deviation)).toBeLessThan(1e-3 * deviation)
})

describe('a histogram in text', () => {
  test('is what HdrHistogram reads', () => {
    const theirs = decodeFromCompressedBase64(hdrText(histogram))
    expect(theirs.totalCount).toBe(times.length)
    for (const percentile of [50, 90, 99, 99.9])
      expect(theirs.getValueAtPercentile(percentile)).toBe(hdrQuantile(histogram, percentile / 100))
  })

  test('comes back bucket by bucket, also where counts and gaps are long', () => {
    const wide = hdrHistogram()
    recordValue(wide, 0, 2 ** 40)
    recordValue(wide, 5)
    recordValue(wide, 3_599_999_999, 3)
    const back = hdrFromText(hdrText(wide))
    expect(back.counts).toEqual(wide.counts)
    expect(back.total).toBe(2 ** 40 + 4)
  })

  test.each([
    ['', 'encoding of version 2'],
    ['bm90IGEgaGlzdG9ncmFtIGF0IGFsbA==', 'encoding of version 2'],
    [Buffer.from([0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 4, 1, 2, 3, 4]).toString('base64'), 'is damaged'],
  ])('%j is refused', (text, why) => {
    expect(() => hdrFromText(text)).toThrow(why)
  })
})

describeWithFixtures('histograms that HdrHistogramJS encoded', () => {
  const { cases } = fixtureJson('hdr/encoded-histograms.json') as {
    cases: { base64: string; computed: { count: number; p50: number; max: number } }[]
  }
  test.each(cases)('$base64', ({ base64, computed }) => {
    const read = hdrFromText(base64)
    expect([read.total, hdrQuantile(read, 0.5), hdrQuantile(read, 1)]).toEqual([
      computed.count,
      computed.p50,
      computed.max,
    ])
  })
})

describe('a run', async () => {
  const server = await startGroundTruth({ kind: 'sequence', ms: [1, 5, 30] })
  const one = await run(planTo(server.url, open(100, 2)))
  await server.stop()

  test('is written as a histogram log that others read, second by second', () => {
    const reader = new HistogramLogReader(hdrLog(one))
    let total = 0
    let intervals = 0
    for (let next = reader.nextIntervalHistogram(); next !== null; next = reader.nextIntervalHistogram()) {
      total += next.totalCount
      intervals++
    }
    expect(total).toBe(200)
    expect(intervals).toBeGreaterThanOrEqual(2)
    expect(Math.abs(reader.startTimeSec - one.startedEpochMs / 1000)).toBeLessThan(0.001)
  })

  test('that is saved and read again says the same', () => {
    const again = runFromSaved(JSON.parse(JSON.stringify(savedRun(one))))
    expect(countsOf(again.tally)).toEqual(countsOf(one.tally))
    const [before, after] = [latenciesOf(one.tally), latenciesOf(again.tally)]
    expect(after.fromDue?.p99Seconds).toBe(before.fromDue?.p99Seconds)
    expect(presentRun(again, []).data.timeline).toEqual(presentRun(one, []).data.timeline)
  })

  test('joined with another has the counts of both, bucket by bucket', () => {
    const both = mergeRuns([one, { ...one, startedEpochMs: one.startedEpochMs + 250 }], ['a', 'b'])
    expect(countsOf(both.tally)).toMatchObject({ planned: 400, sent: 400, ok: 400 })
    expect(both.tally.cells[0]?.fromDue?.counts).toEqual(
      one.tally.cells[0]?.fromDue?.counts.map((n) => 2 * n),
    )
    expect(both.timeline.map(({ answered }) => answered)).toEqual(
      one.timeline.map(({ answered }) => 2 * answered),
    )
    expect(startSkewSeconds(both.shares)).toBe(0.25)
  })

  test('of another version is refused', () => {
    const saved = { ...savedRun(one), schema: 'lewis-perf/load-run/9' as 'lewis-perf/load-run/1' }
    expect(() => runFromSaved(saved)).toThrow('lewis-perf/load-run/1 is needed')
  })
})

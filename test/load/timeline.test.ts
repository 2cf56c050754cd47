import { expect, test } from 'vitest'
import type { Second } from '../../src/load/drive/index.ts'
import { newTimeline } from '../../src/load/timeline.ts'
import { decodeHdr, hdrHistogram, recordValue } from '../../src/metrics/index.ts'

function second(atSeconds: number, latencyUs: number, requests: number): Second {
  const latency = hdrHistogram()
  recordValue(latency, latencyUs)
  return {
    atSeconds,
    interval: { sent: 1, answered: 1, ok: 1, failed: 0, bodyBytes: 10, latency },
    inFlight: 1,
    waiting: 0,
    busy: 0.1 * requests,
    traffic: { requests, bytes: requests * 100 },
  }
}

test('a second is told once every generator has told its share of it', () => {
  const timeline = newTimeline(2)
  expect(timeline.add(0, second(1, 100, 1))).toEqual([])
  expect(timeline.add(0, second(2, 100, 2))).toEqual([])
  const [point] = timeline.add(1, second(1.01, 200, 4))
  expect(point).toMatchObject({ atSeconds: 1.01, sent: 2, answered: 2, inFlight: 2, bodyBytes: 20 })
  expect(timeline.traffic.bytes).toBe(500)
})

test('what one generator tells after another has ended is part of the run', () => {
  const timeline = newTimeline(2)
  timeline.add(0, second(1, 100, 1))
  timeline.add(1, second(1, 100, 1))
  timeline.add(0, second(2, 300, 3))
  expect(timeline.points).toHaveLength(1)
  expect(timeline.end(1)).toHaveLength(1)
  expect(timeline.add(0, second(3, 400, 5))).toHaveLength(1)
  expect(timeline.end(0)).toEqual([])
  expect(timeline.points.map(({ latency }) => decodeHdr(latency).maximum)).toEqual([100, 300, 400])
  // Of the one that has ended counts what it told last.
  expect(timeline.traffic).toEqual({ bytes: 600, requestsPerSecond: 2 })
})

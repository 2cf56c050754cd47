import { describe, expect, test } from 'vitest'
import type { LineRoom } from '../../../src/core/index.ts'
import { encodeHdr, hdrHistogram, recordValue } from '../../../src/metrics/index.ts'
import { type LoadPlan, liveView, type TimelinePoint } from '../../../src/traffic/index.ts'
import { closed, open, planTo } from '../../load/planned.ts'

const wide = { columns: 120, unicode: true }

function point(
  atSeconds: number,
  more: Partial<TimelinePoint> = {},
  latencyMs: number[] = [2, 34],
): TimelinePoint {
  const latency = hdrHistogram()
  for (const ms of latencyMs) recordValue(latency, ms * 1000)
  return {
    atSeconds,
    lengthSeconds: 1,
    sent: 198,
    answered: 198,
    ok: 198,
    failed: 0,
    bodyBytes: 0,
    inFlight: 12,
    waiting: 0,
    busy: 0,
    latency: encodeHdr(latency),
    ...more,
  }
}

function planOf(model: LoadPlan['model'], more: Partial<LoadPlan> = {}): LoadPlan {
  return planTo('http://127.0.0.1:1', model, more)
}

const staged: LoadPlan['model'] = {
  kind: 'open',
  process: 'uniform',
  stages: [
    { fromRate: 0, toRate: 100, seconds: 4 },
    { fromRate: 200, toRate: 200, seconds: 156 },
  ],
}

describe('the line of a run', () => {
  function lineAfter(plan: LoadPlan, points: TimelinePoint[], room: LineRoom = wide): string {
    const view = liveView(plan)
    const lines = points.map((one) => view.after(one).line(room))
    return lines.at(-1) ?? ''
  }

  test.each<[string, LoadPlan, TimelinePoint, string]>([
    [
      'an open load says what was planned beside what was answered',
      planOf(open(200, 30)),
      point(12),
      '0:12 of 0:30, 0:18 left  198/s of 200/s  p50 2 ms p99 34 ms █  12 in flight  0 failed',
    ],
    [
      'the target of a ramp is what was planned for the second',
      planOf(staged),
      point(2, { answered: 37 }),
      '0:02 of 2:40, 2:38 left  stage 1/2  37/s of 38/s  p50 2 ms p99 34 ms █  12 in flight  0 failed',
    ],
    [
      'a number of requests ends when it is done at the speed so far',
      planOf(closed(4, { requests: 1000, seconds: 86_400 })),
      point(1),
      '198 of 1,000 requests, 0:04 left  198/s  p50 2 ms p99 34 ms █  12 in flight  0 failed',
    ],
    [
      'what waits for a connection is said',
      planOf(closed(4, { seconds: 60 })),
      point(1, { waiting: 40, failed: 3, answered: 0 }, []),
      '0:01 of 1:00, 0:59 left  0/s  p50 - p99 - 12 in flight, 40 waiting  3 failed',
    ],
    [
      'a warm-up has no figures',
      planOf(open(9, 9), { warmupSeconds: 5 }),
      point(-3),
      'warming up  0:03 left  12 in flight',
    ],
    [
      'the end waits',
      planOf(open(9, 9)),
      point(10),
      'waiting for the last answers  198/s of 0/s  p50 2 ms p99 34 ms █  12 in flight  0 failed',
    ],
  ])('%s', (_, plan, one, line) => {
    // The bars have their room before they come.
    expect(lineAfter(plan, [one]).replace(/ {3,}/, ' ')).toBe(line)
  })

  test.each([40, 60, 77, 90, 120, 200])('fits %i columns, and keeps what matters most', (columns) => {
    const points = Array.from({ length: 30 }, (_, second) =>
      point(second + 5, { inFlight: 1234, failed: 99, waiting: 777 }, [2, 3 + second]),
    )
    for (const unicode of [true, false]) {
      const line = lineAfter(planOf(staged), points, { columns, unicode })
      expect(line.length).toBeLessThanOrEqual(columns)
      expect(line).toMatch(/2:06 left.*stage 2\/2/)
      if (columns >= 77) expect(line).toContain('2,970 failed')
    }
  })

  test('is plain ASCII where nothing else can be shown', () => {
    const line = lineAfter(planOf(open(200, 30)), [point(1, {}, [0.3]), point(2, {}, [0.6])], {
      columns: 120,
      unicode: false,
    })
    expect(line).toMatch(/p50 600 us p99 600 us +~@ /)
  })
})

describe('a log of a run', () => {
  function logOf(plan: LoadPlan, seconds: number[]): string[] {
    const view = liveView(plan)
    return seconds.flatMap((second) => view.after(point(second)).log ?? [])
  }
  const seconds = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index)

  test('has a line after a second, then every ten', () => {
    const lines = logOf(planOf(closed(4, { seconds: 30 })), seconds(1, 30))
    expect(lines).toEqual([
      '0:01 of 0:30: 198/s answered, p50 2 ms, p99 34 ms, 12 in flight, none failed, 0:29 left',
      '0:11 of 0:30: 198/s answered, p50 2 ms, p99 34 ms, 12 in flight, none failed, 0:19 left',
      '0:21 of 0:30: 198/s answered, p50 2 ms, p99 34 ms, 12 in flight, none failed, 0:09 left',
    ])
  })

  test('has one more at each change of stage, and one for a warm-up', () => {
    const lines = logOf(planOf(staged, { warmupSeconds: 5 }), seconds(-4, 8))
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      'warming up',
      '0:01 of 2:40, stage 1/2',
      '0:05 of 2:40, stage 2/2',
    ])
  })

  test('of an hour is no longer than of ten minutes', () => {
    expect(logOf(planOf(open(200, 3600)), seconds(1, 3600))).toHaveLength(60)
  })
})

import { type FullIn, timeToEmpty } from '../../alerting/index.ts'
import { quantity, type SpaceHistory } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'

const hour = 3600

export const diskSpaceEta = defineCheck({
  id: 'disk.space-eta',
  group: 'disk',
  resource: 'disk',
  role: 'utilization',
  title: 'Time until a disk is full',
  meaning:
    'When each filesystem will be full if it goes on filling as it did. A few seconds cannot tell that: it takes a recording of at least half an hour, of which the last six hours count. The pace is the median of all slopes, and only one that is significant counts: a file that was copied once is no trend.',
  reads: 'disk.free in a recording of lewis-perf monitor (--recording)',
  source:
    'node_exporter mixin 24/4 hours, netdata 8/2 hours (cleared at 48/24 hours); Theil 1950, Sen 1968, Mann 1945, Kendall 1975',
  needs: [],
  uses: ['spaceHistory'],
  thresholds: {
    unit: 'seconds',
    direction: 'below',
    warn: 24 * hour,
    fail: 4 * hour,
    warnClear: 48 * hour,
    failClear: 24 * hour,
  },
  evaluate({ facts }) {
    const { spaceHistory } = facts
    if (!spaceHistory.known)
      return {
        unknown:
          'Seconds do not tell how fast a disk fills: record some hours with lewis-perf monitor --record FILE, and give --recording FILE.',
      }
    const readings = spaceHistory.last.flatMap(readingOf)
    return readings.length === 0
      ? { unknown: 'The recording tells of no filesystem for half an hour or longer.' }
      : readings
  },
  advice: [
    {
      text: 'See which folders take the space, now and again in an hour; nothing is changed.',
      command: 'du -xh --max-depth=2 {mountPoint} | sort -h | tail -20',
      risk: 'none',
    },
  ],
})

function readingOf({ mountPoint, points }: SpaceHistory): Reading[] {
  const follow = timeToEmpty()
  for (const { atSeconds, freeBytes } of points) follow.add(atSeconds * 1000, freeBytes)
  const estimate = follow.estimate()
  const [first, last] = [points[0], points.at(-1)]
  if (estimate === 'unknown' || first === undefined || last === undefined) return []
  const until = new Date(last.atSeconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
  const told = `by a recording until ${until} UTC`
  const evidence = {
    free: quantity(last.freeBytes, 'bytes'),
    recorded: quantity(last.atSeconds - first.atSeconds, 'seconds'),
    'recorded until': `${until} UTC`,
  }
  const common = { instance: mountPoint, culprit: mountPoint, names: { mountPoint } }
  if (estimate === null)
    return [
      {
        ...common,
        value: null,
        status: 'pass',
        because: `${mountPoint} does not fill steadily, ${told}.`,
        evidence,
      },
    ]
  return [
    {
      ...common,
      value: estimate.seconds,
      because: `${mountPoint} will be full in ${words(estimate)} if it goes on as ${told}.`,
      evidence: {
        ...evidence,
        'full in': {
          ...quantity(estimate.seconds, 'seconds'),
          low: estimate.low,
          high: estimate.high,
          confidence: 0.95,
        },
      },
    },
  ]
}

function words({ seconds, low, high }: FullIn): string {
  return formatQuantity({ ...quantity(seconds, 'seconds'), low, high })
}

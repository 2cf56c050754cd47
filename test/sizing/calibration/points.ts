import { seededRandom } from '../../../src/core/index.ts'
import type { CalibrationPoint, CalibrationRequest, CalibrationSeries } from '../../../src/sizing/index.ts'

/** What a deployment spends. */
export const known = {
  cpuSecondsPerScan: 36,
  memoryPerUserBytes: 80 * 2 ** 20,
  baseMemoryBytes: 2 * 2 ** 30,
  storagePerDayBytes: 1.5e9,
  networkPerScanBits: 40e6,
}

export const gib = 2 ** 30

/** Points at loads that rise and fall, scans and users each in their own time; `noise` is a share. */
export function pointsOf(
  value: (scans: number, users: number) => number,
  { count = 40, noise = 0.01, seed = 1 }: { count?: number; noise?: number; seed?: number } = {},
): CalibrationPoint[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, index) => {
    const scans = 0.02 + 0.015 * Math.sin(index / 3)
    const users = 50 + 40 * Math.cos(index / 5)
    return {
      run: 'week.jsonl',
      per: { scans, users },
      value: value(scans, users) * (1 + noise * random.normal()),
    }
  })
}

/** Everything measured of a deployment with the known costs. */
export function deployment(noise = 0.01): CalibrationSeries[] {
  return [
    {
      resource: 'cpu',
      what: 'cpu',
      points: pointsOf((scans) => 0.1 + scans * known.cpuSecondsPerScan, { noise }),
    },
    {
      resource: 'memory',
      what: 'memory',
      points: pointsOf((_, users) => known.baseMemoryBytes + users * known.memoryPerUserBytes, {
        noise,
        seed: 2,
      }),
    },
    {
      resource: 'storage',
      what: 'disk',
      points: pointsOf(() => known.storagePerDayBytes / 86_400, { noise, seed: 3 }),
    },
    {
      resource: 'network',
      what: 'network',
      points: pointsOf((scans) => scans * known.networkPerScanBits, { noise, seed: 4 }),
    },
  ]
}

/** A request for both kinds of work. */
export function request(series: CalibrationSeries[], per = { scans: 's', users: 'u' }): CalibrationRequest {
  return { per, series, files: ['week.jsonl'], doubts: [] }
}

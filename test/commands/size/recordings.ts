import { sampleHeader, sampleLine, seededRandom } from '../../../src/core/index.ts'

/** A deployment as a monitor sees it: 4 CPU-seconds and 1 Mbit a scan, 1 MiB a user on 1 GiB, 864 MB a day. */
export const known = {
  cpuSecondsPerScan: 4,
  memoryPerUserBytes: 2 ** 20,
  baseMemoryBytes: 2 ** 30,
  storagePerDayBytes: 864e6,
  networkPerScanBits: 1e6,
}

interface Machine {
  /** Series beside the usual ones, or null in their place. */
  more?: (second: number) => Record<string, number | null>
  seconds?: number
  cores?: number | null
}

/** A recording of a second a line, whose work rises and falls. */
export function recording({ more = () => ({}), seconds = 600, cores = 4 }: Machine = {}): string {
  const random = seededRandom(7)
  const lines = Array.from({ length: seconds }, (_, second) => {
    const scans = 0.3 + 0.25 * Math.sin(second / 40)
    const users = Math.round(100 + 80 * Math.cos(second / 70))
    const noisy = (value: number): number => value * (1 + 0.02 * random.normal())
    return sampleLine({
      at: 1_700_000_000_000 + second * 1000,
      v: {
        'lewis_scans_total:rate{state=completed}': scans * 0.75,
        'lewis_scans_total:rate{state=failed}': scans * 0.25,
        'scan.per-hour': scans * 3600,
        'app.connections': users,
        'process.cpu{name=lewis}': noisy(0.05 + scans * known.cpuSecondsPerScan),
        'process.memory{name=lewis}': noisy(known.baseMemoryBytes + users * known.memoryPerUserBytes),
        'disk.free{mount=/data}': 1e12 - (second * known.storagePerDayBytes) / 86_400,
        'network.received{interface=eth0}': noisy((scans * known.networkPerScanBits) / 16),
        'network.sent{interface=eth0}': noisy((scans * known.networkPerScanBits) / 16),
        'cpu.usage': noisy((0.05 + scans * known.cpuSecondsPerScan) / 4),
        ...more(second),
      },
    })
  })
  const machine = cores === null ? null : { id: 'box', effectiveCores: cores }
  return `${[sampleHeader({ intervalSeconds: 1, machine }), ...lines].join('\n')}\n`
}

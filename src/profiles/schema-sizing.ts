import { currency, flag, line, oneOf, plainName, shapeName } from './kind.ts'
import { amount } from './kind-of-number.ts'
import {
  bandwidthKind,
  byteSizeKind,
  coresKind,
  gigabytesPerDay,
  megabits,
  ratioKind,
} from './kind-of-quantity.ts'
import { as, leaf, mapOf, section } from './schema-section.ts'

const share = ratioKind({ aboveZero: true })
const price = amount(1e12)

/** Machine sizes by name. */
export const tiers = mapOf(
  'Machine sizes by name; they are sorted by their cores.',
  plainName,
  section('A machine size.', {
    cpuCores: leaf(coresKind({ aboveZero: true }), 'CPU cores: 2, 0.5 or 500m.'),
    memory: as('memoryBytes', leaf(byteSizeKind({ aboveZero: true }), 'Memory: 4GiB.')),
    storage: as('storageBytes', leaf(byteSizeKind({ aboveZero: true }), 'Disk space: 50GiB.')),
    network: as('networkBitsPerSecond', leaf(bandwidthKind({ aboveZero: true }), 'Link speed: 1Gbps.')),
    openEnded: leaf(flag, 'The tier begins at this size and may be grown ("8+ cores").'),
  }),
)

/** How a workload becomes a size. */
export const sizing = section('How a workload becomes a size.', {
  model: leaf(oneOf('guide', 'demand'), "guide: the guide's factors; demand: measured unit costs."),
  tier: leaf(plainName, 'The tier that the deployment runs on.'),
  guide: section("The guide's PerformanceSizer: need = base x (1 + workload x factor).", {
    base: section('The base machine.', {
      cpuCores: leaf(amount(1e6), 'CPU cores.'),
      memoryGb: leaf(amount(1e9), "Memory in the guide's GB (GiB)."),
      storageGb: leaf(amount(1e9), "Storage in the guide's GB (GiB)."),
      networkMbps: leaf(amount(1e9), 'Network in Mbps.'),
    }),
    scansPerHour: leaf(amount(1e6), 'CPU factor for each scan per hour.'),
    concurrentUsers: leaf(amount(1e6), 'Memory factor for each concurrent user.'),
    dataRetentionDays: leaf(amount(1e6), 'Storage factor for each day of retention.'),
    networkIntensive: leaf(amount(1e6), 'Network factor of a network-intensive workload.'),
  }),
  targetUtilization: section('The share of each resource that a plan may use; the rest is headroom.', {
    cpu: leaf(share, 'Share of the CPU: 70%.'),
    memory: leaf(share, 'Share of the memory: 80%.'),
    storage: leaf(share, 'Share of the disk: 80%.'),
    network: leaf(share, 'Share of the link: 70%.'),
  }),
})

/** What one unit of work costs. */
export const unitCosts = section('What one unit of work costs, measured.', {
  source: leaf(line(500), 'How and when it was measured.'),
  cpuSecondsPerScan: leaf(amount(1e9), 'CPU-seconds that one scan, job or request takes.'),
  memoryPerUser: as(
    'memoryPerUserBytes',
    leaf(byteSizeKind({ aboveZero: false }), 'Memory of one concurrent user: 64MiB.'),
  ),
  baseMemory: as(
    'baseMemoryBytes',
    leaf(byteSizeKind({ aboveZero: false }), 'Memory with nobody connected: 1GiB.'),
  ),
  gbPerDay: as(
    'storagePerDayBytes',
    leaf(gigabytesPerDay, 'Storage that a day adds: GB (10^9), or a size with its unit.'),
  ),
  mbitPerScan: as('networkPerScanBits', leaf(megabits, 'Megabits that one scan moves.')),
})

/** Prices of resources and instances. */
export const prices = section('Prices per unit of resource and period.', {
  currency: leaf(currency, 'Three letters: EUR.'),
  period: leaf(oneOf<string>('hour', 'day', 'week', 'month', 'year'), 'The period that a price pays for.'),
  source: leaf(line(500), 'Whose prices, and of which day.'),
  cpuCore: leaf(price, 'One CPU core.'),
  memoryGib: leaf(price, 'One GiB of memory.'),
  storageGib: leaf(price, 'One GiB of storage.'),
  networkMbps: leaf(price, 'One Mbps of network.'),
  instances: mapOf('Whole instances by shape.', shapeName, leaf(price, 'One instance of this shape.')),
})

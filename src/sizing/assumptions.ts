import { type Cell, quantity, type Table } from '../core/index.ts'
import { type MeasuredCosts, measuredCosts, unitCostFlags } from './demand-model.ts'
import { factorsOf, targetsOf } from './model.ts'
import type { QueueingWish } from './queueing/index.ts'
import type { SizeAnswer } from './size-answer.ts'
import type { SizeRequest } from './size-request.ts'

/** Every number that the answer rests on, with where it comes from. */
export function assumptionsTable(request: SizeRequest, { choice, workload }: SizeAnswer): Table {
  const isMeasured = measuredCosts(request.costs) !== null
  const usesGuide = choice.name !== 'demand' && !(choice.name === 'queueing' && isMeasured)
  return {
    title: 'Assumptions',
    detail: true,
    columns: [
      { key: 'assumption', title: 'Assumption' },
      { key: 'value', title: 'Value', align: 'right' },
      { key: 'source', title: 'Source' },
    ],
    rows: [
      ['Scans an hour', quantity(workload.scansPerHour, 'count'), '--scans-per-hour'],
      ['Concurrent users', quantity(workload.concurrentUsers, 'count'), '--users'],
      ['Days of data kept', quantity(workload.dataRetentionDays, 'days'), '--retention-days'],
      ...(request.queueing === undefined ? [] : queueRows(request.queueing)),
      ...(usesGuide ? guideRows(request) : []),
      ...(choice.answering.name === 'demand' || (choice.name === 'queueing' && isMeasured)
        ? demandRows(request)
        : []),
      ...priceRows(request),
    ],
  }
}

function guideRows({ profile }: SizeRequest): Cell[][] {
  const { base, ...factors } = factorsOf(profile)
  const source =
    profile.sizing?.guide === undefined
      ? 'LEWIS Performance Guide'
      : `LEWIS Performance Guide, profile ${profile.name}`
  return [
    ['Base CPU', quantity(base.cpuCores, 'cores'), source],
    ['Base memory', quantity(base.memoryGb * 2 ** 30, 'bytes'), source],
    ['Base storage', quantity(base.storageGb * 2 ** 30, 'bytes'), source],
    ['Base network', quantity(base.networkMbps * 1e6, 'bits-per-second'), source],
    ['Factor per scan an hour (CPU)', quantity(factors.scansPerHour, 'count'), source],
    ['Factor per user (memory)', quantity(factors.concurrentUsers, 'count'), source],
    ['Factor per day (storage)', quantity(factors.dataRetentionDays, 'count'), source],
    [
      'Factor if network-intensive',
      quantity(factors.networkIntensive, 'count'),
      `${source} (declared there, never applied)`,
    ],
  ]
}

function queueRows({ requestsPerScan, coresPerInstance }: QueueingWish): Cell[][] {
  return [
    ['Requests arrive', 'at random', 'Poisson, into one queue for all instances'],
    ['Requests per scan', quantity(requestsPerScan, 'count'), '--requests-per-scan'],
    ['Cores of an instance', quantity(coresPerInstance, 'cores'), '--instance'],
  ]
}

function demandRows({ profile, costs, measured: load, queueing }: SizeRequest): Cell[][] {
  const measured = (key: keyof MeasuredCosts) => {
    if (load?.taken.includes(key) === true) return `--costs-from ${load.file}: ${load.what}`
    return profile.unitCosts?.[key] === costs[key]
      ? (profile.unitCosts?.source ?? `profile ${profile.name}`)
      : unitCostFlags[key]
  }
  const targets = targetsOf(profile)
  const share = (name: keyof typeof targets) =>
    profile.sizing?.targetUtilization?.[name] === undefined ? 'house value' : `profile ${profile.name}`
  return [
    ...(queueing === undefined
      ? [['Scans arrive', 'evenly', 'utilisation law: bursts queue, or need more']]
      : []),
    [
      'CPU-seconds per scan',
      quantity(costs.cpuSecondsPerScan ?? 0, 'seconds'),
      measured('cpuSecondsPerScan'),
    ],
    ['Memory per user', quantity(costs.memoryPerUserBytes ?? 0, 'bytes'), measured('memoryPerUserBytes')],
    ['Base memory', quantity(costs.baseMemoryBytes ?? 0, 'bytes'), measured('baseMemoryBytes')],
    ['Written per day', quantity(costs.storagePerDayBytes ?? 0, 'bytes'), measured('storagePerDayBytes')],
    [
      'Mbit per scan',
      quantity((costs.networkPerScanBits ?? 0) / 1e6, 'count'),
      measured('networkPerScanBits'),
    ],
    ['CPU used at most', quantity(targets.cpu, 'ratio'), share('cpu')],
    ['Memory used at most', quantity(targets.memory, 'ratio'), share('memory')],
    ['Storage used at most', quantity(targets.storage, 'ratio'), share('storage')],
    ['Network used at most', quantity(targets.network, 'ratio'), share('network')],
  ]
}

function priceRows({ profile: { prices, name } }: SizeRequest): Cell[][] {
  if (prices === undefined) return []
  const source = prices.source ?? `profile ${name}`
  const unit = `money:${prices.currency}/${prices.period}` as const
  const rows: [string, number | undefined][] = [
    ['Price of a core', prices.cpuCore],
    ['Price of a GiB of memory', prices.memoryGib],
    ['Price of a GiB of storage', prices.storageGib],
    ['Price of a Mbit/s', prices.networkMbps],
    ...Object.entries(prices.instances ?? {}).map(([shape, price]): [string, number] => [
      `Price of a ${shape}`,
      price,
    ]),
  ]
  return rows.flatMap(([what, price]) => (price === undefined ? [] : [[what, quantity(price, unit), source]]))
}

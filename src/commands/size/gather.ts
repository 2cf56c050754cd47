import { maximumRangePoints, OperatorError, type UnitCosts } from '../../core/index.ts'
import { type Axes, countWorkloads, type InstanceWish, type SizeRequest } from '../../sizing/index.ts'
import type { Context, InputOf } from '../command.ts'
import { type Need, refuseIdle } from '../says-nothing.ts'
import { type CostsFrom, costsFrom } from './costs-from.ts'
import type { HostRequest } from './gather-host.ts'
import type { sizeOptions } from './options.ts'
import { queueingOf } from './queueing/index.ts'

type SizeInput = InputOf<typeof sizeOptions>

/** The options, the profile and, where asked for, this machine, as one request. Throws OperatorError on options that do not fit together. */
export async function gatherRequest(input: SizeInput, context: Context): Promise<SizeRequest> {
  const axes = axesOf(input)
  assertTogether(input)
  assertPoints(axes, input.force === true)
  const profile = await context.profile()
  const taken = takenCosts(input, context)
  const queueing = await queueingOf(input, context)
  return {
    axes,
    networkIntensive: input.networkIntensive === true,
    profile,
    costs: costsOf(input, { ...profile.unitCosts, ...taken?.costs }),
    measured: measuredOf(input, taken),
    model: input.model,
    ...(queueing === null ? {} : { queueing }),
    instance: instanceOf(input),
    growth: input.growth && { growth: input.growth, months: input.months ?? 24 },
    capacity: input.capacity,
    ...(input.compareHost === true ? await compareHost(input.dataDirectory, context) : {}),
    nowMs: context.world.clock.epochMs(),
  }
}

function axesOf({ scansPerHour, users, retentionDays }: SizeInput): Axes {
  if (scansPerHour !== undefined && users !== undefined && retentionDays !== undefined) {
    return { scansPerHour, concurrentUsers: users, dataRetentionDays: retentionDays }
  }
  const missing = Object.entries({
    '--scans-per-hour': scansPerHour,
    '--users': users,
    '--retention-days': retentionDays,
  })
    .filter(([, given]) => given === undefined)
    .map(([flag]) => flag)
  throw new OperatorError({
    sentence: `size needs to know the workload, got no ${missing.join(' and no ')}.`,
    hint: 'Try: lewis-perf size --scans-per-hour 100 --users 20 --retention-days 365',
  })
}

const instance = [{ key: 'instance', flag: '--instance', example: '--instance 8c16g' }]
const growth = [{ key: 'growth', flag: '--growth', example: '--growth 5%/month' }]
const costsFromFile = { key: 'costsFrom', flag: '--costs-from', example: '--costs-from FILE' }

/** By option, what it needs to say anything. */
const needs: Partial<Record<keyof SizeInput, readonly Need[]>> = {
  redundancy: instance,
  zones: instance,
  months: growth,
  capacity: growth,
  dataDirectory: [{ key: 'compareHost', flag: '--compare-host' }],
  costsOf: [costsFromFile],
  requestsPerScan: [costsFromFile, { key: 'model', flag: '--model queueing', values: ['queueing'] }],
}

function assertTogether(input: SizeInput): void {
  refuseIdle(input, needs)
  if (input.costsFrom !== undefined && input.cpuSecondsPerScan !== undefined)
    throw new OperatorError({
      sentence: '--cpu-seconds-per-scan and --costs-from both say what a scan costs.',
      hint: 'Leave one of them out.',
    })
}

function assertPoints(axes: Axes, force: boolean): void {
  const points = countWorkloads(axes)
  if (points <= maximumRangePoints || force) return
  throw new OperatorError({
    sentence: `The what-if has too many workloads, at most ${maximumRangePoints} without --force, got ${points}.`,
    hint: 'Use larger steps, or add --force -o FILE.csv.',
  })
}

function takenCosts(input: SizeInput, context: Context): CostsFrom | null {
  const { costsFrom: file, costsOf: of, requestsPerScan } = input
  return file === undefined ? null : costsFrom({ file, of, requestsPerScan }, context)
}

/** What a flag replaces was not taken from the file. */
function measuredOf({ mbitPerScan }: SizeInput, taken: CostsFrom | null): SizeRequest['measured'] {
  if (taken === null) return undefined
  const keys = taken.measured.taken
  return {
    ...taken.measured,
    taken: mbitPerScan === undefined ? keys : keys.filter((key) => key !== 'networkPerScanBits'),
  }
}

function costsOf(input: SizeInput, known: UnitCosts): UnitCosts {
  const flags: UnitCosts = {
    ...(input.cpuSecondsPerScan === undefined ? {} : { cpuSecondsPerScan: input.cpuSecondsPerScan }),
    ...(input.memoryPerUser === undefined ? {} : { memoryPerUserBytes: input.memoryPerUser }),
    ...(input.baseMemory === undefined ? {} : { baseMemoryBytes: input.baseMemory }),
    ...(input.gbPerDay === undefined ? {} : { storagePerDayBytes: input.gbPerDay }),
    ...(input.mbitPerScan === undefined ? {} : { networkPerScanBits: input.mbitPerScan * 1e6 }),
  }
  return { ...known, ...flags }
}

function instanceOf({ instance, redundancy, zones }: SizeInput): InstanceWish | undefined {
  if (instance === undefined) return undefined
  // Somebody who names zones means to outlive one of them.
  const spare = redundancy ?? (zones !== undefined && zones > 1 ? 1 : 0)
  return { ...instance, redundancy: { spare, zones: zones ?? 1 } }
}

async function compareHost(dataDirectory: string | undefined, context: Context): Promise<HostRequest> {
  // Most runs compare nothing, and the probes are a quarter of the code.
  const { gatherHostRequest } = await import('./gather-host.ts')
  return gatherHostRequest(dataDirectory ?? '.', context)
}

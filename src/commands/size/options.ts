import {
  type Parsed,
  parseByteSize,
  parseNumber,
  parseRange,
  parseShape,
  parseWhole,
  type Range,
  type Shape,
  understood,
  valuesOf,
  withinBounds,
} from '../../core/index.ts'
import { emitters, parseCapacity, parseGrowth, parseRedundancy } from '../../sizing/index.ts'
import { choice } from '../choice.ts'
import { inputFile, switchOption, value, values } from '../command.ts'
import { parseEmitTarget } from '../emit-target.ts'
import { queueingOptions } from './queueing/index.ts'

const emitKinds = emitters.map(({ kind }) => kind)

/** A billion scans an hour is beyond any deployment: a slip of the keyboard, not a plan. */
const largestLoad = 1e9

export const sizeOptions = {
  scansPerHour: value('--scans-per-hour <n>', 'scans an hour; also 50,100,200 or 10..200:10', parseLoad),
  users: value('--users <n>', 'concurrent users; also a list or a range', parseLoad),
  retentionDays: value('--retention-days <n>', 'days that data are kept; also a list or a range', parseLoad),
  networkIntensive: switchOption(
    '--network-intensive',
    'scans move much data (guide model: twice the network)',
  ),
  model: choice('--model <name>', 'guide, demand, both side by side, or queueing (from --slo)', [
    'guide',
    'demand',
    'both',
    'queueing',
  ]),
  cpuSecondsPerScan: value(
    '--cpu-seconds-per-scan <n>',
    'measured: CPU-seconds that one scan takes',
    parseAmount,
  ),
  memoryPerUser: value(
    '--memory-per-user <size>',
    'measured: memory that one user takes, as 80MiB',
    parseByteSize,
  ),
  baseMemory: value('--base-memory <size>', 'measured: memory without any user, as 2GiB', parseByteSize),
  gbPerDay: value(
    '--gb-per-day <n>',
    'measured: GB (10^9 bytes) written a day, or a size as 2GiB',
    parsePerDay,
  ),
  mbitPerScan: value('--mbit-per-scan <n>', 'measured: Mbit that one scan moves', parseAmount),
  costsFrom: inputFile(
    '--costs-from <file>',
    'measured: CPU and network of a request, in the JSON of a loadtest --watch',
  ),
  costsOf: value('--costs-of <name>', 'which target of --costs-from, where it watched several', parseName),
  requestsPerScan: value(
    '--requests-per-scan <n>',
    'requests in one scan, of --costs-from or of the queue (those of a job, or 1)',
    (text) => parseNumber(text, { minimum: 0.001, maximum: largestLoad }),
  ),
  ...queueingOptions,
  instance: value('--instance <shape>', 'count instances of this shape, as 8c16g', parseInstance),
  redundancy: value('--redundancy <n+k>', 'k instances may fail; with --zones, k zones', parseRedundancy),
  zones: value(
    '--zones <n>',
    'spread over n zones; one may fail unless --redundancy says otherwise',
    parseZones,
  ),
  growth: value('--growth <rate>', 'growth of scans and users, as 5%/month or 30%/year', parseGrowth),
  months: value('--months <n>', 'months to look ahead with --growth (24)', parseMonths),
  capacity: value(
    '--capacity <shape>',
    'what there is to grow into: 16c64g,storage=2TB,network=1Gbps',
    parseCapacity,
  ),
  compareHost: switchOption('--compare-host', 'compare with this machine: real cores, memory, disk and link'),
  dataDirectory: value(
    '--data-directory <path>',
    'where data will be stored, for --compare-host (.)',
    parsePath,
  ),
  emit: {
    ...values('--emit <kind[=file]>', `write a ready file: ${emitKinds.join(', ')}`, (text) =>
      parseEmitTarget(text, emitKinds),
    ),
    choices: emitKinds,
  },
  force: switchOption('--force', 'allow a what-if of more than 100,000 workloads'),
}

function parseLoad(text: string): Parsed<Range> {
  const range = parseRange(text)
  if (!range.ok || text.includes('..')) {
    // Only its ends can leave the bounds, and a range may have millions of values.
    return range.ok
      ? checkedValues(range.value, [range.value.at(0), range.value.at(range.value.count - 1)])
      : range
  }
  return checkedValues(range.value, valuesOf(range.value))
}

function checkedValues(range: Range, numbers: Iterable<number>): Parsed<Range> {
  for (const number of numbers) {
    const bounded = withinBounds(number, { minimum: 0, maximum: largestLoad })
    if (!bounded.ok) return bounded
  }
  return understood(range)
}

function parseAmount(text: string): Parsed<number> {
  return parseNumber(text, { minimum: 0, maximum: largestLoad })
}

function parsePerDay(text: string): Parsed<number> {
  const gigabytes = parseAmount(text)
  if (gigabytes.ok) return understood(gigabytes.value * 1e9)
  return /[a-z]$/i.test(text) ? parseByteSize(text) : gigabytes
}

function parseInstance(text: string): Parsed<{ text: string; shape: Shape }> {
  const shape = parseShape(text)
  return shape.ok ? understood({ text, shape: shape.value }) : shape
}

function parseZones(text: string): Parsed<number> {
  return parseWhole(text, { minimum: 1, maximum: 100 })
}

function parseMonths(text: string): Parsed<number> {
  return parseWhole(text, { minimum: 1, maximum: 240 })
}

function parseName(text: string): Parsed<string> {
  return text === ''
    ? { ok: false, problem: 'is empty', hint: 'Give the name as it was given to --watch.' }
    : understood(text)
}

function parsePath(text: string): Parsed<string> {
  return text === ''
    ? { ok: false, problem: 'is empty', hint: 'Give a directory, for example /var/lib.' }
    : understood(text)
}

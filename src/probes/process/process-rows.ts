import { type Cell, type Quantity, quantity, type Unit } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { percent } from './process-spending.ts'
import type { ProcessWatch } from './process-watch.ts'

type Row = [what: string, amount: Quantity | null, more: string]

const longestText = 46
/** What is less of the memory is not worth a word. */
const smallShare = 0.01
const denied = 'only its owner and root may read it'
const twoLooks = 'needs two looks'

/** One line for each thing that a process uses, short enough for a small screen. */
export function processRows(watch: ProcessWatch): Cell[][] {
  return [
    ...cpuRows(watch),
    ...memoryRows(watch),
    ...ioRows(watch),
    ...kernelRows(watch),
    ...fileRows(watch),
    ...threadRows(watch),
    ...whoRows(watch),
  ]
}

function cpuRows({ cpu, group }: ProcessWatch): Row[] {
  if (cpu === null) return [['CPU', null, twoLooks]]
  const { userCores, systemCores, waitingThreads } = cpu
  const may = group.effectiveCores === null ? '' : `; may use ${told(group.effectiveCores, 'cores')}`
  const stopped =
    group.throttledShare === null ? '' : `; throttled in ${percent(group.throttledShare)} of periods`
  return [
    [
      'CPU',
      quantity(rounded(userCores + systemCores), 'cores'),
      `${percent(userCores)} user, ${percent(systemCores)} system${may}`,
    ],
    waitingThreads === null
      ? ['Waits for a CPU', null, 'the kernel does not tell']
      : [
          'Waits for a CPU',
          quantity(rounded(waitingThreads), 'ratio'),
          `of the time${waitingThreads > 1 ? ', in sum' : ''}${stopped}`,
        ],
  ]
}

function memoryRows({ memory, group, isKernelThread }: ProcessWatch): Row[] {
  if (memory === null)
    return [['Memory', null, isKernelThread ? 'the kernel has no memory of its own' : 'not told']]
  const { proportionalBytes, residentBytes, anonymousBytes, fileBytes, sharedBytes, swapBytes } = memory
  const parts = [
    ['own', anonymousBytes],
    ['files', fileBytes],
    ['shared', sharedBytes],
    ['swap', swapBytes],
  ] as const
  const all = proportionalBytes ?? residentBytes
  const words = parts.flatMap(([name, bytes]) =>
    bytes === null || bytes < all * (name === 'swap' ? 0 : smallShare) || bytes === 0
      ? []
      : [`${name} ${told(bytes, 'bytes')}`],
  )
  const { memoryLimitBytes: limit, memoryUsedBytes: used } = group
  return [
    [proportionalBytes === null ? 'Memory (RSS)' : 'Memory (PSS)', quantity(all, 'bytes'), words.join(', ')],
    ...(limit === null
      ? []
      : [
          [
            'Memory limit',
            quantity(limit, 'bytes'),
            used === null ? 'of its cgroup' : `of its cgroup, ${told(used, 'bytes')} of it in use`,
          ] satisfies Row,
        ]),
  ]
}

function ioRows({ io, missing }: ProcessWatch): Row[] {
  if (io === null) {
    const isDenied = missing.some(({ path, reason }) => path.endsWith('/io') && reason === 'denied')
    return [['Disk', null, isDenied ? denied : twoLooks]]
  }
  const row = (what: string, read: number, written: number): Row => [
    what,
    quantity(read + written, 'bytes-per-second'),
    `${told(read, 'bytes-per-second')} read, ${told(written, 'bytes-per-second')} written`,
  ]
  return [
    row('Disk', io.diskReadPerSecond, io.diskWrittenPerSecond),
    row('All I/O', io.readPerSecond, io.writtenPerSecond),
  ]
}

function kernelRows({ faults, switches }: ProcessWatch): Row[] {
  const rows: Row[] = []
  if (faults !== null) {
    const { minorPerSecond, majorPerSecond } = faults
    const all = quantity(minorPerSecond + majorPerSecond, 'per-second')
    rows.push(['Page faults', all, `${told(majorPerSecond, 'per-second')} of them read from disk`])
  }
  if (switches !== null) {
    const { voluntaryPerSecond: own, involuntaryPerSecond: forced } = switches
    const words = `${told(own, 'per-second')} to wait, ${told(forced, 'per-second')} taken off`
    rows.push(['CPU switches', quantity(own + forced, 'per-second'), words])
  }
  return rows
}

function fileRows({ files, sockets }: ProcessWatch): Row[] {
  if (files === null) return [['Open files', null, denied]]
  const kinds = byCount(files.kinds).map(([kind, count]) => counted(count, kind))
  const limit = files.limit === null ? '' : `of ${formatQuantity(files.limit)}: `
  const gone = files.deleted === 0 ? [] : [`${formatQuantity(files.deleted)} deleted`]
  const rows: Row[] = [
    [
      'Open files',
      quantity(files.count, 'count'),
      clipped(limit + [...gone, ...kinds].join(', ')).replace(/: $/, ''),
    ],
  ]
  if (sockets !== null && sockets.count > 0) {
    const states = byCount(sockets.tcp).map(([state, count]) => `${formatQuantity(count)} ${state}`)
    const [first] = sockets.servers
    const most = first === undefined ? '' : `; ${formatQuantity(first.count)} to ${first.remote}`
    const words = states.length === 0 ? 'none of TCP' : states.join(', ')
    rows.push(['Sockets', quantity(sockets.count, 'count'), clipped(words + most)])
  }
  return rows
}

const stateWords: Readonly<Record<string, string>> = {
  R: 'run',
  S: 'sleep',
  D: 'blocked',
  T: 'halted',
  t: 'halted',
  Z: 'ended',
  I: 'idle',
}

function threadRows({ threads }: ProcessWatch): Row[] {
  if (threads === null) return []
  const states = byCount(threads.states).map(
    ([state, count]) => `${formatQuantity(count)} ${stateWords[state] ?? state}`,
  )
  const busiest = threads.busiest.flatMap(({ name, userCores, systemCores }) => {
    const cores = (userCores ?? 0) + (systemCores ?? 0)
    return cores >= 0.005 ? [`${name} ${percent(cores)}`] : []
  })
  const waits = threads.waits.slice(0, 3).map(({ channel, share }) => `${channel} ${percent(share)}`)
  return [
    ['Threads', quantity(threads.count, 'count'), clipped([states.join(', '), ...busiest].join('; '))],
    ...(waits.length === 0 ? [] : [['Waits in', null, clipped(waits.join(', '))] satisfies Row]),
  ]
}

function whoRows({ ageSeconds, parentPid, userId, command, group }: ProcessWatch): Row[] {
  const who = [
    `parent ${parentPid}`,
    ...(userId === null ? [] : [`user ${userId}`]),
    ...(group.path === null ? [] : [`cgroup ${group.path}`]),
  ]
  return [
    ['Age', ageSeconds === null ? null : quantity(ageSeconds, 'seconds'), clipped(who.join(', '))],
    ...(command === null || command === '' ? [] : [['Command', null, clipped(command)] satisfies Row]),
  ]
}

function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function told(value: number, unit: Unit): string {
  return formatQuantity(unit === 'bytes' || unit === 'bytes-per-second' ? brief(value) : rounded(value), unit)
}

/** Three digits of the unit in which it is written: a line has to hold four of them. */
function brief(bytes: number): number {
  const unit = 1024 ** Math.max(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 0)
  return Number((bytes / unit).toPrecision(3)) * unit
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

function clipped(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 3)}...` : text
}

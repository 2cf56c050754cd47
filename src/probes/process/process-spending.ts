import { formatQuantity } from '../../report/index.ts'
import type { ProcessWatch } from './process-watch.ts'
import type { Leader } from './thread-watch.ts'
import { waitInWords } from './wait-in-words.ts'

/** What a process spends its time on, as a word for programs and a sentence for people. */
export interface Spending {
  kind: 'ended' | 'halted' | 'waits-for-cpu' | 'blocked' | 'on-cpu' | 'sleeps' | 'idle' | 'unknown'
  sentence: string
}

/** Ready to run without a CPU for a tenth of the time is what makes a run queue too long. */
const noticeableWait = 0.1
const noticeableBlock = 0.2
const busyCores = 0.5
const idleCores = 0.01
const oneCore = 1.05

/** The one sentence about the time of a process. */
export function spendingOf(watch: ProcessWatch): Spending {
  const { kind, text } = judged(watch)
  return { kind, sentence: `${processTitle(watch)}: ${text}.` }
}

/** `node (pid 7)`, control characters of the name as `?`. */
export function processTitle({ name, pid }: Pick<ProcessWatch, 'name' | 'pid'>): string {
  return `${name.replace(/\p{Cc}/gu, '?')} (pid ${pid})`
}

/** A share in whole percent, below ten with one decimal: `92 %`, `0.4 %`. */
export function percent(share: number): string {
  return formatQuantity(
    Math.round(share * (share < 0.0995 ? 1000 : 100)) / (share < 0.0995 ? 1000 : 100),
    'ratio',
  )
}

interface Judged {
  kind: Spending['kind']
  text: string
}

function judged(watch: ProcessWatch): Judged {
  const { state, ended, cpu, pid, parentPid } = watch
  if (ended)
    return { kind: 'ended', text: 'it ended while it was watched; what was seen of it before is below' }
  if (state === 'Z' || state === 'X')
    return {
      kind: 'ended',
      text: `it has ended, and its parent (pid ${parentPid}) has not taken note of that`,
    }
  if (state === 'T')
    return { kind: 'halted', text: `it is halted by a signal; kill -CONT ${pid} lets it go on` }
  if (state === 't') return { kind: 'halted', text: 'it is halted by a debugger' }
  const leader = watch.threads?.leader ?? null
  if (cpu === null || leader === null)
    return { kind: 'unknown', text: 'there were no two looks at it, so its use of time is not known' }
  const cores = cpu.userCores + cpu.systemCores
  return waitsForCpu(watch, cores, leader) ?? blocked(cores, leader) ?? onCpu(watch, cores, leader)
}

function waitsForCpu({ cpu, group }: ProcessWatch, cores: number, leader: Leader): Judged | null {
  const waiting = cpu?.waitingThreads ?? 0
  if (leader.waitingForCpu < noticeableWait && waiting < 1) return null
  const isOne = waiting < leader.waitingForCpu * 1.5
  const wait = isOne
    ? `runnable but waits for a CPU ${percent(leader.waitingForCpu)} of the time`
    : `${formatQuantity(Math.round(waiting * 10) / 10)} of its threads wait for a CPU in the mean`
  return {
    kind: 'waits-for-cpu',
    text: `${wait}; on CPU ${coresInWords(cores)}${throttling(group)}`,
  }
}

function blocked(cores: number, leader: Leader): Judged | null {
  if (leader.blocked < noticeableBlock || leader.blocked < leader.onCpu) return null
  const wait = leader.blockedIn === null ? null : waitInWords(leader.blockedIn)
  const where = leader.blockedIn === null ? '' : ` (in ${leader.blockedIn})`
  const what = wait === null ? 'waits uninterruptibly' : `waits for ${wait.words}`
  return {
    kind: 'blocked',
    text: `${what} ${percent(leader.blocked)} of the time${where}; on CPU ${coresInWords(cores)}`,
  }
}

function onCpu({ cpu, group, isKernelThread }: ProcessWatch, cores: number, leader: Leader): Judged {
  const held = throttling(group)
  if (cores >= busyCores) {
    const parts = `${percent(cpu?.userCores ?? 0)} user, ${percent(cpu?.systemCores ?? 0)} system`
    const filled =
      cores > oneCore && leader.onCpu >= 0.9 ? `; its thread ${leader.name} fills a core alone` : ''
    return { kind: 'on-cpu', text: `on CPU ${coresInWords(cores)} (${parts})${filled}${held}` }
  }
  const wait = sleepInWords(leader.waitsIn)
  if (cores < idleCores) {
    const words = wait ?? 'sleeps'
    return { kind: 'idle', text: `${isKernelThread ? `a thread of the kernel that ${words}` : words}: idle` }
  }
  const rest = wait === null ? 'sleeps' : wait
  return { kind: 'sleeps', text: `on CPU ${coresInWords(cores)}; else ${rest}${held}` }
}

function sleepInWords(channel: string | null): string | null {
  if (channel === null) return null
  const wait = waitInWords(channel)
  return wait === null ? `sleeps in ${channel}` : `sleeps in ${channel}, waiting for ${wait.words}`
}

function throttling({ throttledShare, quotaCores }: ProcessWatch['group']): string {
  if (throttledShare === null || throttledShare < 0.05 || quotaCores === null) return ''
  const quota = formatQuantity(Math.round(quotaCores * 100) / 100, 'cores')
  return `; its quota of ${quota} stops it in ${percent(throttledShare)} of the periods`
}

function coresInWords(cores: number): string {
  if (cores <= oneCore) return `${percent(cores)} of one core`
  return `with ${formatQuantity(Math.round(cores * 100) / 100, 'cores')}`
}

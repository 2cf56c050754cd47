import type { ProcessFacts } from '../../core/index.ts'
import type { ThreadLook } from './thread-looks.ts'

/** The threads of a process over the window. */
export interface ThreadWatch {
  count: number
  /** Of how many more than a name is known. */
  read: number
  /** How many were in each state when it was looked at last. */
  states: Record<string, number>
  /** The ten that used the most CPU, or waited for one the longest; without rates where there was one look only. */
  busiest: ThreadUse[]
  /** Where its threads waited, the most frequent first, as shares (0-1) of all that was seen of them; at most ten. */
  waits: { channel: string; share: number }[]
  /** The thread that tells most of what the process spends its time on. */
  leader: Leader | null
}

export interface ThreadUse {
  threadId: number
  name: string
  state: string
  /** Null where it is new, or there was one look only. */
  userCores: number | null
  systemCores: number | null
  /** Share of the window (0-1) that it was ready to run and had no CPU. */
  waitingShare: number | null
  waitsIn: string | null
}

/** One thread, and where its time went as shares (0-1) of the window. */
export interface Leader {
  threadId: number
  name: string
  onCpu: number
  waitingForCpu: number
  /** In uninterruptible sleep: mostly a disk. */
  blocked: number
  /** Where it was then most often. */
  blockedIn: string | null
  /** Where it waited most often when it did not run. */
  waitsIn: string | null
}

const kept = 10

/** The threads at the last look, with their rates since the first; `count` is how many the kernel counts. */
export function threadWatch(
  {
    first,
    last,
    count,
  }: { first: readonly ProcessFacts[] | null; last: readonly ProcessFacts[]; count: number },
  looks: readonly ThreadLook[],
  windowSeconds: number,
): ThreadWatch {
  const before = new Map((first ?? []).map((thread) => [thread.pid, thread]))
  const uses = last.map((thread) => useOf(before.get(thread.pid), thread, windowSeconds))
  const states: Record<string, number> = {}
  for (const { state } of uses) states[state] = (states[state] ?? 0) + 1
  const busiest = uses.toSorted(
    (a, b) =>
      coresOf(b) - coresOf(a) || (b.waitingShare ?? 0) - (a.waitingShare ?? 0) || a.threadId - b.threadId,
  )
  return {
    count,
    read: last.length,
    states,
    busiest: busiest.slice(0, kept),
    waits: waitsOf(looks),
    leader: leaderOf(uses, looks),
  }
}

function useOf(before: ProcessFacts | undefined, after: ProcessFacts, windowSeconds: number): ThreadUse {
  // A number may have been given to another thread meanwhile: the start time tells them apart.
  const same = before?.startSeconds === after.startSeconds && windowSeconds > 0 ? before : undefined
  const rate = (counter: (thread: ProcessFacts) => number | null): number | null => {
    const from = same === undefined ? null : counter(same)
    const to = counter(after)
    return from === null || to === null || to < from ? null : (to - from) / windowSeconds
  }
  const waiting = rate(({ runDelaySeconds }) => runDelaySeconds)
  return {
    threadId: after.pid,
    name: after.name,
    state: after.state,
    userCores: rate(({ userSeconds }) => userSeconds),
    systemCores: rate(({ systemSeconds }) => systemSeconds),
    waitingShare: waiting === null ? null : Math.min(waiting, 1),
    waitsIn: after.waitsIn,
  }
}

function coresOf({ userCores, systemCores }: ThreadUse): number {
  return (userCores ?? 0) + (systemCores ?? 0)
}

function waitsOf(looks: readonly ThreadLook[]): ThreadWatch['waits'] {
  const counts = new Map<string, number>()
  for (const { channel } of looks) {
    if (channel !== null) counts.set(channel, (counts.get(channel) ?? 0) + 1)
  }
  return [...counts]
    .map(([channel, times]) => ({ channel, share: times / looks.length }))
    .sort((a, b) => b.share - a.share || (a.channel < b.channel ? -1 : 1))
    .slice(0, kept)
}

/** The one that ran, wanted to run or was blocked the most; of idle ones the first, which is the main thread. */
function leaderOf(uses: readonly ThreadUse[], looks: readonly ThreadLook[]): Leader | null {
  const leaders = uses.map((use): Leader => {
    const own = looks.filter(({ threadId }) => threadId === use.threadId)
    const blocked = own.filter(({ state }) => state === 'D')
    const onCpu = Math.min(coresOf(use), 1)
    const waitingForCpu = Math.min(use.waitingShare ?? 0, 1 - onCpu)
    return {
      threadId: use.threadId,
      name: use.name,
      onCpu,
      waitingForCpu,
      blocked: own.length === 0 ? 0 : Math.min(blocked.length / own.length, 1 - onCpu - waitingForCpu),
      blockedIn: waitsOf(blocked)[0]?.channel ?? null,
      waitsIn: waitsOf(own)[0]?.channel ?? use.waitsIn,
    }
  })
  const weight = ({ onCpu, waitingForCpu, blocked }: Leader) => onCpu + waitingForCpu + blocked
  // Less than a hundredth of the window says nothing about who leads.
  return leaders.reduce<Leader | null>(
    (best, one) => (best === null || weight(one) > weight(best) + 0.01 ? one : best),
    null,
  )
}

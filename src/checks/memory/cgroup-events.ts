import { type CgroupFacts, type CgroupMemory, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { growthWithoutChildren, type SeenCgroup, seenCgroups, thisContainer } from '../cgroups.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { limitAdvice, raiseLimit } from '../raise-limit.ts'
import { needsTwoSamples } from '../words.ts'

/** Below it the group reached its limit with page cache, which costs little. */
const mostlyNeeded = 0.8
const felt = 0.01

export const memCgroupEvents = defineCheck({
  id: 'mem.cgroup-events',
  group: 'memory',
  resource: 'memory',
  role: 'errors',
  title: 'Memory limit reached',
  meaning:
    'How often a cgroup ran into its limit during the window: it is slowed down at memory.high, has to give up pages at memory.max, and has a process killed when that does not help. It fails where that last step was reached.',
  reads: 'cg/memory.events, cg/memory.failcnt',
  source: 'house value: any',
  needs: ['cgroups'],
  absentMeans: 'No cgroup can be seen here.',
  uses: ['ownCgroup', 'system'],
  evaluate({ facts }) {
    const groups = seenCgroups(facts)
    const counting = groups.filter(({ now }) => countersOf(now.memory).length > 0)
    if (counting.length === 0)
      return { notApplicable: 'No cgroup here counts how often its limit was reached.' }
    if (facts.cgroups.first === null) return { unknown: needsTwoSamples }
    const readings = counting.flatMap((group) => readingOf(group, groups))
    return readings.length > 0
      ? readings
      : {
          value: null,
          status: 'pass',
          because: 'No cgroup reached its memory limit in the window.',
          evidence: { cgroups: quantity(counting.length, 'count') },
        }
  },
  advice: limitAdvice('memory'),
})

type Counter = 'high' | 'max' | 'oom' | 'failures'
const counters: readonly Counter[] = ['high', 'max', 'oom', 'failures']

function countersOf(memory: CgroupMemory | null): Counter[] {
  return counters.filter((counter) => memory !== null && memory[counter] !== null)
}

function readingOf(group: SeenCgroup, groups: readonly SeenCgroup[]): Reading[] {
  const { now, name } = group
  const grown = (counter: Counter) =>
    growthWithoutChildren(groups, group, ({ memory }: CgroupFacts) => memory?.[counter] ?? null) ?? 0
  const counts = countersOf(now.memory).map((counter) => ({ counter, count: grown(counter) }))
  const reached = counts.filter(({ count }) => count > 0)
  if (reached.length === 0) return []
  const limit = now.memory?.limitBytes ?? null
  const raise =
    limit === null
      ? {}
      : raiseLimit('memory', now, { limit, raised: limit * 1.5, isOwn: name === thisContainer })
  const isOut = reached.some(({ counter }) => counter === 'oom')
  const hurts = isOut || !isCacheOnly(now)
  return [
    {
      instance: name,
      value: null,
      status: isOut ? 'fail' : hurts ? 'warn' : 'info',
      because: `${name === thisContainer ? 'This container' : name} ran into its memory limit: ${reached.map(inWords).join(', ')}${hurts ? '' : '; it gave up page cache only'}.`,
      evidence: Object.fromEntries(counts.map(({ counter, count }) => [counter, quantity(count, 'count')])),
      culprit: name,
      ...raise,
    },
  ]
}

function isCacheOnly({ memory, pressure }: CgroupFacts): boolean {
  if ((pressure.memory?.some.avg10 ?? 0) >= felt) return false
  const { limitBytes: limit = null, usageBytes: usage = null, inactiveFileBytes: cache = null } = memory ?? {}
  return limit !== null && usage !== null && cache !== null && (usage - cache) / limit < mostlyNeeded
}

function inWords({ counter, count }: { counter: Counter; count: number }): string {
  const times = count === 1 ? 'once' : `${formatQuantity(count)} times`
  const what = {
    high: 'slowed down at memory.high',
    max: 'at memory.max',
    oom: 'with nothing left to give up',
    failures: 'at its limit',
  }
  return `${times} ${what[counter]}`
}

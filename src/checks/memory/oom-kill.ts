import { type CgroupFacts, type Fact, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { growthWithoutChildren, type SeenCgroup, seenCgroups, thisContainer } from '../cgroups.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { growth } from '../growth.ts'
import { type OomVictim, oomVictims } from './oom-victims.ts'

export const memOomKill = defineCheck({
  id: 'mem.oom-kill',
  group: 'memory',
  resource: 'memory',
  role: 'errors',
  title: 'Processes killed for memory',
  meaning:
    'The kernel killed a process because the machine, or a cgroup, had no memory left. Kills during the window and those that the kernel log tells of in the last 30 minutes count; what was only counted since boot is shown for information.',
  reads: '/proc/vmstat, cg/memory.events, cg/memory.oom_control, dmesg',
  source: 'netdata, node_exporter mixin and PCP: any',
  needs: [],
  uses: ['vmstat', 'kernelLog', 'uptimeSeconds', 'cgroups', 'ownCgroup', 'system'],
  thresholds: { unit: 'count', direction: 'above', fail: 1 },
  evaluate({ facts }) {
    const { vmstat, kernelLog, uptimeSeconds, cgroups, ownCgroup, system } = facts
    const victims = oomVictims(kernelLog, uptimeSeconds)
    const machine = onMachine(vmstat, victims)
    const groups = cgroups.known ? inCgroups(seenCgroups({ cgroups, ownCgroup, system }), victims ?? []) : []
    if (machine === null && groups.length === 0)
      return {
        unknown: `Neither ${vmstat.path} counts kills nor may the kernel log be read: run as root to see it.`,
      }
    return [...(machine === null ? [] : [machine]), ...groups]
  },
  advice: [
    {
      text: 'See what the kernel says of the kill: which process, how large it was, which limit was reached.',
      command: "dmesg | grep -iE 'killed process|out of memory' | tail",
      risk: 'none',
    },
    {
      text: 'Raise the limit of the cgroup, or the memory; a process that only grows has a leak to be found first.',
      command: 'ps -eo pid,rss,comm --sort=-rss | head',
      risk: 'none',
    },
  ],
})

function onMachine(vmstat: Fact<Record<string, number>>, victims: OomVictim[] | null): Reading | null {
  const sinceBoot = vmstat.known ? (vmstat.last['oom_kill'] ?? null) : null
  if (sinceBoot === null && victims === null) return null
  const now = vmstat.known ? growth(vmstat.first?.['oom_kill'], sinceBoot) : null
  const kills = Math.max(now ?? 0, victims?.length ?? 0)
  const latest = victims?.at(-1)
  const named =
    latest === undefined
      ? ''
      : `, last ${latest.process}${latest.cgroup === null ? '' : ` in cgroup ${latest.cgroup}`}`
  return {
    value: kills,
    ...(kills === 0 && (sinceBoot ?? 0) > 0 ? { status: 'info' } : {}),
    because:
      kills > 0
        ? `The kernel killed ${processes(kills)} for want of memory ${victims?.length ? 'in the last 30 minutes' : 'while we looked'}${named}.`
        : (sinceBoot ?? 0) > 0
          ? `The kernel killed ${processes(sinceBoot ?? 0)} for want of memory since boot, none of them lately as far as is known.`
          : 'The kernel killed no process for want of memory.',
    evidence: {
      kills: quantity(kills, 'count'),
      ...(sinceBoot === null ? {} : { 'since boot': quantity(sinceBoot, 'count') }),
      ...(victims === null || victims.length === 0
        ? {}
        : { victims: [...new Set(victims.map(({ process }) => process))].slice(-5).join(', ') }),
    },
    ...(latest === undefined ? {} : { culprit: latest.process }),
  }
}

/** Groups with a kill in the window; those with one since they began, for information. */
function inCgroups(groups: readonly SeenCgroup[], victims: readonly OomVictim[]): Reading[] {
  return groups.flatMap((group): Reading[] => {
    const { now, name } = group
    const sinceItBegan = killsOf(now) ?? 0
    if (sinceItBegan === 0) return []
    const kills = growthWithoutChildren(groups, group, killsOf) ?? 0
    const victim = victims.findLast(({ cgroup }) => cgroup === now.path)
    const called = name === thisContainer ? 'In this container' : `In ${name}`
    return [
      {
        instance: name,
        value: kills,
        ...(kills === 0 ? { status: 'info' } : {}),
        because:
          kills > 0
            ? `${called} the kernel killed ${processes(kills)} for want of memory while we looked.`
            : `${called} the kernel killed ${processes(sinceItBegan)} for want of memory since it began, none while we looked.`,
        evidence: {
          kills: quantity(kills, 'count'),
          'since it began': quantity(sinceItBegan, 'count'),
          ...(victim === undefined ? {} : { victim: victim.process }),
        },
        culprit: name,
      },
    ]
  })
}

function killsOf({ memory }: CgroupFacts): number | null {
  return memory?.oomKill ?? null
}

function processes(count: number): string {
  return count === 1 ? 'a process' : `${formatQuantity(count)} processes`
}

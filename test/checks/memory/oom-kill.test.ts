import { describe, expect, it } from 'vitest'
import { memOomKill } from '../../../src/checks/memory/oom-kill.ts'
import { oomVictims } from '../../../src/checks/memory/oom-victims.ts'
import type { CgroupMemory, KernelMessage } from '../../../src/core/index.ts'
import { cgroup, finding, findings, judgedBy, statuses, system } from '../cpu/samples.ts'
import type { Known } from '../ranking/samples.ts'

const group = (path: string, memory: Partial<CgroupMemory>, version: 1 | 2 = 2) =>
  cgroup(path, { memory, version })

const log = (...texts: [atSeconds: number, text: string][]): KernelMessage[] =>
  texts.map(([atSeconds, text]) => ({ atSeconds, text }))

describe('victims in the kernel log', () => {
  const victims = (messages: KernelMessage[], uptime: number | null = 2000) =>
    oomVictims(
      { known: true, last: messages, first: null, path: 'dmesg' },
      uptime === null
        ? { known: false, reason: 'absent', path: '/proc/uptime' }
        : { known: true, last: uptime, first: null, path: '/proc/uptime' },
    )?.map(({ process }) => process)

  it.each([
    ['Out of memory: Killed process 123 (node) total-vm:9kB, anon-rss:8kB', 'node (pid 123)'],
    ['Memory cgroup out of memory: Killed process 7 (tail) total-vm:9kB', 'tail (pid 7)'],
    ['Killed process 5 (java), UID 0, total-vm:9kB', 'java (pid 5)'],
    ['Killed process 5 (a)b) total-vm:9kB', 'a)b (pid 5)'],
    ['Killed process 5 (sh)', 'sh (pid 5)'],
  ])('are named: %s', (text, name) => {
    expect(victims(log([1900, text]))).toEqual([name])
  })

  it('are not those of other lines, nor of more than 30 minutes ago', () => {
    const old = 'Killed process 1 (old) total-vm:1kB'
    expect(victims(log([1900, 'Killed process'], [199, old], [1900, 'process 5 (sh) exited']))).toEqual([])
    expect(victims(log([200, old]))).toEqual(['old (pid 1)'])
  })

  it('are measured from the last line where the uptime is not known', () => {
    const old = 'Killed process 1 (old) total-vm:1kB'
    expect(victims(log([199, old], [2000, 'last']), null)).toEqual([])
    expect(victims(log([200, old], [2000, 'last']), null)).toEqual(['old (pid 1)'])
  })

  it('are told with the group whose limit it was', () => {
    const told =
      'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a/b,task_memcg=/a/b/c,task=tail,pid=7,uid=0'
    const fact = { known: true, first: null, path: 'dmesg' } as const
    const uptime = { known: false, reason: 'absent', path: '/proc/uptime' } as const
    const last = log([1, told], [1, 'Memory cgroup out of memory: Killed process 7 (tail) total-vm:1kB'])
    expect(oomVictims({ ...fact, last }, uptime)).toEqual([
      { process: 'tail (pid 7)', atSeconds: 1, cgroup: '/a/b' },
    ])
    expect(oomVictims({ ...fact, last: last.slice(1) }, uptime)).toMatchObject([{ cgroup: null }])
    expect(oomVictims({ known: false, reason: 'denied', path: 'dmesg' }, uptime)).toBeNull()
  })
})

describe('kills for want of memory', () => {
  const kill = log([90, 'Out of memory: Killed process 7 (node) total-vm:1kB'])
  const counted = (first: number | null, last: number): Known => ({
    vmstat: first === null ? { oom_kill: last } : { first: { oom_kill: first }, last: { oom_kill: last } },
  })

  it.each<[string, Known, string]>([
    ['none', counted(0, 0), 'pass'],
    ['one in the window', counted(3, 4), 'fail'],
    ['one before', counted(4, 4), 'info'],
    ['one before, of one sample', counted(null, 4), 'info'],
    ['none ever, of one sample', counted(null, 0), 'pass'],
    ['one in the log', { ...counted(4, 4), kernelLog: kill, uptimeSeconds: 100 }, 'fail'],
    ['one in the log of a kernel that does not count', { vmstat: {}, kernelLog: kill }, 'fail'],
    ['one in a log from long ago', { vmstat: {}, kernelLog: kill, uptimeSeconds: 9000 }, 'pass'],
    ['nothing counts, and the log may not be read', { vmstat: {} }, 'unknown'],
    ['nothing is known', {}, 'unknown'],
  ])('%s', (_, known, status) => {
    expect(finding(memOomKill, known, null).status).toBe(status)
  })

  it('are told with their number and the last victim, who is the culprit', () => {
    const kernelLog = log(
      [80, 'Out of memory: Killed process 6 (python) total-vm:1kB'],
      [89, 'oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/a,task_memcg=/a,task=node,pid=7,uid=0'],
      [90, 'Memory cgroup out of memory: Killed process 7 (node) total-vm:1kB'],
    )
    const [judged] = judgedBy(memOomKill, { ...counted(2, 3), kernelLog, uptimeSeconds: 100 })
    expect(judged?.culprit).toBe('node (pid 7)')
    expect(judged?.finding).toMatchObject({
      because:
        'The kernel killed 2 processes for want of memory in the last 30 minutes, last node (pid 7) in cgroup /a.',
      evidence: {
        kills: { value: 2, unit: 'count' },
        'since boot': { value: 3 },
        victims: 'python (pid 6), node (pid 7)',
      },
      index: 2,
    })
  })

  it('are told without a victim where the log is not known', () => {
    expect(finding(memOomKill, counted(2, 3)).because).toBe(
      'The kernel killed a process for want of memory while we looked.',
    )
    expect(finding(memOomKill, counted(3, 3)).because).toContain('since boot, none of them lately')
  })

  it('are told of each group, and of the group itself', () => {
    const known: Known = {
      cgroups: {
        first: [
          group('/a', { oomKill: 1 }),
          group('/a/b', { oomKill: 1 }),
          group('/c', { oomKill: 4 }),
          group('/d', { oomKill: 0 }),
        ],
        last: [
          group('/a', { oomKill: 3 }),
          group('/a/b', { oomKill: 3 }),
          group('/c', { oomKill: 4 }),
          group('/d', { oomKill: 0 }),
        ],
      },
      kernelLog: log(
        [1, 'oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/a/b,task_memcg=/a/b,task=tail,pid=7,uid=0'],
        [1, 'Memory cgroup out of memory: Killed process 7 (tail) total-vm:1kB'],
      ),
    }
    expect(statuses(memOomKill, known)).toEqual({ '': 'fail', '/a': 'info', '/a/b': 'fail', '/c': 'info' })
    const found = findings(memOomKill, known).find(({ instance }) => instance === '/a/b')
    expect(found?.because).toBe('In /a/b the kernel killed 2 processes for want of memory while we looked.')
    expect(found?.evidence).toMatchObject({ victim: 'tail (pid 7)', 'since it began': { value: 3 } })
    expect(judgedBy(memOomKill, known).at(-1)?.culprit).toBe('/c')
  })

  it('are known of groups where the machine does not count', () => {
    const known: Known = {
      cgroups: { first: [group('/', { oomKill: 0 })], last: [group('/', { oomKill: 1 })] },
      ownCgroup: cgroup('/'),
      system: system(true),
    }
    expect(statuses(memOomKill, known)).toEqual({ 'this container': 'fail' })
    expect(findings(memOomKill, known)[0]?.because).toMatch(/^In this container the kernel killed a process/)
  })
})

import { describe, expect, it } from 'vitest'
import { fillAdvice } from '../../src/checks/fill-advice.ts'
import { limitAdvice, raiseLimit } from '../../src/checks/raise-limit.ts'

const id = '0123456789ab'.padEnd(64, 'c')
const cores = { limit: 0.5, raised: 1, isOwn: false }
const bytes = { limit: 1000, raised: 1500, isOwn: false }

function told(...given: Parameters<typeof raiseLimit>): (string | undefined)[] {
  const { advice, names } = raiseLimit(...given)
  return fillAdvice(advice, names).flatMap(({ command, undo }) => [command, undo])
}

describe('a limit is raised by who set it:', () => {
  it.each<[string, 1 | 2, string[]]>([
    [
      '/system.slice/nginx.service',
      2,
      [
        'systemctl set-property --runtime nginx.service CPUQuota=100%',
        'systemctl set-property nginx.service CPUQuota=50%',
      ],
    ],
    [`/docker/${id}`, 1, ['docker update --cpus 1 0123456789ab', 'docker update --cpus 0.5 0123456789ab']],
    [
      `/system.slice/docker-${id}.scope`,
      2,
      ['docker update --cpus 1 0123456789ab', 'docker update --cpus 0.5 0123456789ab'],
    ],
    [
      `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope`,
      2,
      [
        'kubectl set resources deploy/DEPLOYMENT --limits=cpu=1',
        'kubectl set resources deploy/DEPLOYMENT --limits=cpu=0.5',
      ],
    ],
    [
      '/batch',
      2,
      [
        'echo 100000 100000 > /sys/fs/cgroup/batch/cpu.max',
        'echo 50000 100000 > /sys/fs/cgroup/batch/cpu.max',
      ],
    ],
    [
      '/batch',
      1,
      [
        'cd /sys/fs/cgroup/cpu/batch && echo 100000 > cpu.cfs_period_us && echo 100000 > cpu.cfs_quota_us',
        'cd /sys/fs/cgroup/cpu/batch && echo 50000 > cpu.cfs_quota_us',
      ],
    ],
    [
      '/a b',
      2,
      [
        "echo 100000 100000 > '/sys/fs/cgroup/a b'/cpu.max",
        "echo 50000 100000 > '/sys/fs/cgroup/a b'/cpu.max",
      ],
    ],
  ])('the CPU of %s (v%i)', (path, version, commands) => {
    expect(told('cpu', { path, version }, cores)).toEqual(commands)
  })

  it('that of a container by those outside, who know its name', () => {
    expect(told('cpu', { path: '/', version: 2 }, { ...cores, isOwn: true })[0]).toBe(
      'docker update --cpus 1 CONTAINER',
    )
    expect(told('cpu', { path: '/x.service', version: 2 }, { ...cores, isOwn: true })[0]).toContain(
      'systemctl',
    )
  })

  it('memory in bytes, and as much swap as docker itself would give', () => {
    expect(told('memory', { path: `/docker/${id}`, version: 2 }, bytes)).toEqual([
      'docker update --memory 1500 --memory-swap 3000 0123456789ab',
      'docker update --memory 1000 --memory-swap 2000 0123456789ab',
    ])
    expect(told('memory', { path: '/a', version: 1 }, bytes)[0]).toBe(
      'echo 1500 > /sys/fs/cgroup/memory/a/memory.limit_in_bytes',
    )
    expect(told('memory', { path: '/', version: 2 }, bytes)[0]).toBe('echo 1500 > /sys/fs/cgroup/memory.max')
    expect(told('memory', { path: '/x.service', version: 2 }, bytes)[0]).toBe(
      'systemctl set-property --runtime x.service MemoryMax=1500',
    )
    expect(told('memory', { path: '/kubepods/x', version: 2 }, bytes)[0]).toContain('--limits=memory=1500')
  })
})

it('all ways have a command that raises and one that gives it back', () => {
  for (const kind of ['cpu', 'memory'] as const) {
    const all = limitAdvice(kind)
    expect(all).toHaveLength(5)
    expect(all.every(({ command, undo }) => command !== undefined && undo !== undefined)).toBe(true)
  }
})

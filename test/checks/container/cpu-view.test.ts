import { describe, expect, it } from 'vitest'
import { ctrCpuView } from '../../../src/checks/container/cpu-view.ts'
import type { ProcessFacts } from '../../../src/core/index.ts'
import { cgroup, cpus, finding, findings, judgedBy, list, process, statuses, system } from '../cpu/samples.ts'
import type { Known } from '../ranking/samples.ts'

const inside: Known = { system: system(true), ownCgroup: cgroup('/'), cgroups: [cgroup('/')] }

function workers(count: number, name: string, changes: Partial<ProcessFacts> = {}): ProcessFacts[] {
  return Array.from({ length: count }, (_, index) =>
    process(100 + index, { name, parentPid: 50, ...changes }),
  )
}

describe('workers against a CPU limit', () => {
  const container = (cores: number, ...processes: ProcessFacts[]): Known => ({
    ...inside,
    effectiveCpu: cpus(16, cores),
    processes: list(...processes),
  })

  it.each<[string, Known, string]>([
    ['as many as CPUs', container(2, ...workers(2, 'node')), 'pass'],
    ['more than CPUs', container(2, ...workers(3, 'node')), 'warn'],
    ['two in a CPU and a half', container(1.5, ...workers(2, 'uvicorn')), 'pass'],
    ['three in a CPU and a half', container(1.5, ...workers(3, 'uvicorn')), 'warn'],
    ['one in half a CPU', container(0.5, ...workers(1, 'java')), 'pass'],
    ['two in half a CPU', container(0.5, ...workers(2, 'java')), 'warn'],
    ['two and one more a CPU of gunicorn', container(2, ...workers(5, 'gunicorn')), 'pass'],
    ['more of gunicorn', container(2, ...workers(6, 'gunicorn: worke')), 'warn'],
    ['of Celery', container(2, ...workers(3, 'celery')), 'warn'],
    ['of Python', container(2, ...workers(3, 'python3.11')), 'warn'],
    ['of Node by the name of its main thread', container(2, ...workers(3, 'MainThread')), 'warn'],
    ['of nginx', container(2, ...workers(3, 'nginx', { command: 'nginx: worker process' })), 'warn'],
    ['of programs that are no servers', container(2, ...workers(9, 'sh')), 'pass'],
    ['of a limit that is none', container(16, ...workers(99, 'node')), 'not-applicable'],
    ['in no container', { ...container(2, ...workers(3, 'node')), system: system(false) }, 'not-applicable'],
  ])('%s', (_, known, status) => {
    expect(finding(ctrCpuView, known, null).status).toBe(status)
  })

  it('are those of one parent, without helpers of the same name', () => {
    const different = workers(3, 'node').map((one, index) => ({ ...one, parentPid: index }))
    expect(finding(ctrCpuView, container(2, ...different)).status).toBe('pass')
    const helpers = [
      ...workers(2, 'nginx', { command: 'nginx: worker process' }),
      process(1, { name: 'nginx', parentPid: 50, command: 'nginx: cache manager process' }),
      process(2, { name: 'nginx', parentPid: 50, command: 'nginx: worker process is shutting down' }),
      ...workers(2, 'python3', { command: 'python3 app.py' }),
      process(3, {
        name: 'python3',
        parentPid: 50,
        command: 'python3 -c from multiprocessing.resource_tracker import main',
      }),
    ]
    expect(finding(ctrCpuView, container(2, ...helpers)).status).toBe('pass')
  })

  it.each([
    ['postgres: app shop 10.0.0.5(4411) SELECT', 'warn'],
    ['postgres: app shop [local] UPDATE', 'warn'],
    ['postgres: main: app shop [local] COMMIT', 'warn'],
    ['postgres: app shop 10.0.0.5(4411) idle', 'pass'],
    ['postgres: app shop 10.0.0.5(4411) idle in transaction', 'pass'],
    ['postgres: checkpointer', 'pass'],
    ['postgres: background writer', 'pass'],
    ['postgres: logical replication launcher', 'pass'],
    ['postgres: walsender replica 10.0.0.6(1) streaming 0/3', 'pass'],
  ])('of PostgreSQL count when they work: %s', (command, status) => {
    expect(finding(ctrCpuView, container(2, ...workers(3, 'postgres', { command }))).status).toBe(status)
  })

  it('are told with the setting, the parent and the old number', () => {
    const [judged] = judgedBy(
      ctrCpuView,
      container(2, ...workers(16, 'nginx', { command: 'nginx: worker process' })),
    )
    expect(judged?.culprit).toBe('nginx')
    expect(judged?.finding).toMatchObject({
      instance: 'nginx',
      because: 'nginx runs 16 workers in a limit of 2 cores; 2 would do.',
      evidence: { workers: { value: 16 }, limit: { value: 2, unit: 'cores' }, group: 'this container' },
    })
    expect(judged?.finding.advice?.[0]).toMatchObject({
      text: expect.stringContaining('worker_processes in nginx.conf to 2.'),
      command: 'ps -o pid,nlwp,args --ppid 50',
      undo: 'the same setting back to 16',
    })
    expect(judged?.finding).not.toHaveProperty('index')
  })

  it('of several masters of one name are those of the largest', () => {
    const known = container(
      1,
      ...workers(2, 'node'),
      ...workers(5, 'node', { parentPid: 60 }),
      ...workers(3, 'node', { parentPid: 70 }),
    )
    expect(findings(ctrCpuView, known).map(({ because }) => because)).toEqual([
      'node runs 5 workers in a limit of 1 core; 1 would do.',
    ])
  })

  it('are judged in every group with a quota, also from outside', () => {
    const known: Known = {
      system: system(false),
      cgroups: [
        cgroup('/a', { cpu: { quotaCores: 1 } }),
        cgroup('/b', { cpu: { quotaCores: 99 } }),
        cgroup('/c'),
      ],
      effectiveCpu: cpus(16),
      processes: list(
        ...workers(4, 'node', { cgroup: '/a/x' }),
        ...workers(40, 'node', { cgroup: '/b' }),
        ...workers(40, 'node', { cgroup: '/c' }),
        ...workers(40, 'node', { cgroup: null }),
      ),
    }
    expect(statuses(ctrCpuView, known)).toEqual({ 'node in /a': 'warn' })
  })

  it('inside a container take the tighter of its own limit and that of a group in it', () => {
    const known: Known = {
      ...container(2, ...workers(2, 'node', { cgroup: '/x' }), ...workers(3, 'java', { cgroup: null })),
      cgroups: [cgroup('/'), cgroup('/x', { cpu: { quotaCores: 0.5 } })],
    }
    expect(statuses(ctrCpuView, known)).toEqual({ 'node in /x': 'warn', java: 'warn' })
  })

  it('as pool threads of Node may be four a CPU', () => {
    const pool = (size: string) => process(7, { name: 'node', environment: { UV_THREADPOOL_SIZE: size } })
    const at = (cores: number, size: string) => finding(ctrCpuView, container(cores, pool(size)))
    expect(at(1, '4').status).toBe('pass')
    expect(at(0.5, '5')).toMatchObject({
      status: 'warn',
      instance: 'node thread pool',
      because: 'node (pid 7) has a pool of 5 threads in a limit of 0.5 cores; 4 would do.',
    })
    expect(at(2, '8').status).toBe('pass')
    expect(at(2, '9').advice?.[0]?.text).toContain('UV_THREADPOOL_SIZE to 8.')
    expect(at(1, 'many').status).toBe('pass')
    expect(at(1, '').status).toBe('pass')
  })

  it('as pool threads of several programs are one finding', () => {
    const pools = workers(3, 'node', { environment: { UV_THREADPOOL_SIZE: '64' } })
    expect(statuses(ctrCpuView, container(4, ...pools))).toEqual({ 'node thread pool': 'warn' })
  })
})

import { describe, expect, it } from 'vitest'
import { ctrCpuView } from '../../../src/checks/container/cpu-view.ts'
import { ctrHeapVsLimit } from '../../../src/checks/container/heap-vs-limit.ts'
import { ctrMemView } from '../../../src/checks/container/mem-view.ts'
import { ctrNoLimit } from '../../../src/checks/container/no-limit.ts'
import type { ProcessFacts } from '../../../src/core/index.ts'
import { cgroup, cpus, finding, findings, judgedBy, list, process, statuses, system } from '../cpu/samples.ts'
import { eightGib, type Known } from '../ranking/samples.ts'

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

describe('memory as programs see it', () => {
  it('is told beside the limit', () => {
    const limited = {
      ...eightGib,
      limitBytes: 2 ** 30,
      limitPath: '/sys/fs/cgroup/memory.max',
      availableBytes: 2 ** 29,
    }
    expect(finding(ctrMemView, { effectiveMemory: limited }, null)).toMatchObject({
      status: 'info',
      because: 'The limit is 1 GiB, while programs see the 8 GiB of the machine.',
      evidence: {
        limit: { value: 2 ** 30, unit: 'bytes' },
        machine: { value: 8 * 2 ** 30, unit: 'bytes' },
        'available within the limit': { value: 2 ** 29 },
        path: '/sys/fs/cgroup/memory.max',
      },
      advice: [{ command: 'cat /sys/fs/cgroup/memory.max' }],
    })
  })

  it('is told without what is not known', () => {
    const limited = { ...eightGib, limitBytes: 2 ** 30, availableBytes: null }
    expect(Object.keys(finding(ctrMemView, { effectiveMemory: limited }).evidence)).toEqual([
      'limit',
      'machine',
    ])
  })

  it('does not apply without a limit', () => {
    expect(finding(ctrMemView, { effectiveMemory: eightGib }).status).toBe('not-applicable')
  })
})

describe('a Node heap against the memory limit', () => {
  const gib = 2 ** 30
  const limited = (limitBytes: number, ...processes: ProcessFacts[]): Known => ({
    ...inside,
    effectiveMemory: { ...eightGib, limitBytes, effectiveBytes: limitBytes },
    processes: list(...processes),
  })
  const program = (command: string, options?: string) =>
    process(7, {
      name: 'node',
      command,
      environment: options === undefined ? null : { NODE_OPTIONS: options },
    })

  it.each<[string, ProcessFacts, number | null]>([
    ['of the command line', program('node --max-old-space-size=512 app.js'), 512],
    ['of the command line in two words', program('node --max_old_space_size 512 app.js'), 512],
    ['that stands last', program('node --max-old-space-size=99 --max-old-space-size=512'), 512],
    ['of NODE_OPTIONS', program('node app.js', '--inspect --max-old-space-size=512'), 512],
    [
      'of the command line before NODE_OPTIONS',
      program('node --max-old-space-size=512', '--max-old-space-size=9'),
      512,
    ],
    ['as a share', program('node --max-old-space-size-percentage=50'), 2048],
    ['that is none', program('node app.js --max-old-space-size=x'), null],
    ['of another option', program('node app.js --no-max-old-space-size=512'), null],
    ['of nothing', program('node --max-old-space-size=0'), null],
  ])('the size %s', (_, one, megabytes) => {
    const { evidence } = finding(ctrHeapVsLimit, limited(4 * gib, one))
    expect(evidence).toMatchObject({
      heaps: { value: (megabytes ?? 0) * 2 ** 20, unit: 'bytes' },
      'without a size': { value: megabytes === null ? 1 : 0 },
    })
  })

  it.each<[string, Known, string]>([
    ['four fifths of the limit', limited(1000 * 2 ** 20, program('node --max-old-space-size=800')), 'warn'],
    ['less', limited(1000 * 2 ** 20, program('node --max-old-space-size=799')), 'pass'],
    ['more than the limit', limited(gib, program('node --max-old-space-size=4096')), 'warn'],
    ['without a size in a small limit', limited(2 * gib - 1, program('node app.js')), 'warn'],
    ['without a size in a large limit', limited(2 * gib, program('node app.js')), 'pass'],
    ['of no Node program', limited(gib, process(1, { name: 'python3' })), 'not-applicable'],
    [
      'of a kernel thread',
      limited(gib, process(1, { name: 'node', isKernelThread: true })),
      'not-applicable',
    ],
    [
      'of lewis-perf itself',
      limited(gib, program('/usr/bin/node /usr/local/bin/lewis-perf diagnose')),
      'not-applicable',
    ],
    [
      'of lewis-perf from its folder',
      limited(gib, program('node bin/lewis-perf.js diagnose')),
      'not-applicable',
    ],
    ['of a program that only has it in a path', limited(gib, program('node /srv/lewis-perf/app.js')), 'warn'],
    ['without a limit', limited(8 * gib, program('node app.js')), 'not-applicable'],
    ['on a host', { ...limited(gib, program('node app.js')), system: system(false) }, 'not-applicable'],
  ])('%s', (_, known, status) => {
    expect(finding(ctrHeapVsLimit, known, null).status).toBe(status)
  })

  it('is that of all programs in one limit together', () => {
    const both = [8, 9].map((pid) => ({ ...program('node --max-old-space-size=512'), pid }))
    const [judged] = judgedBy(ctrHeapVsLimit, limited(gib, ...both))
    expect(judged?.finding).toMatchObject({
      status: 'warn',
      instance: 'this container',
      because: 'Node heaps may grow to 1 GiB, 100 % of the limit of 1 GiB.',
    })
    expect(judged?.culprit).toBe('node (pid 8)')
    expect(judged?.finding.advice?.[0]?.command).toBe('export NODE_OPTIONS=--max-old-space-size=384')
  })

  it('names programs that set none', () => {
    const [judged] = judgedBy(
      ctrHeapVsLimit,
      limited(gib, { ...program('node --max-old-space-size=128'), pid: 5 }, program('node a.js'), {
        ...program('node b.js'),
        pid: 9,
      }),
    )
    expect(judged?.finding.because).toBe(
      'Node heaps may grow to 128 MiB, 13 % of the limit of 1 GiB. node (pid 7) and 1 more in the limit of 1 GiB set no size of their heap.',
    )
    expect(judged?.culprit).toBe('node (pid 7)')
  })

  it('is judged in every group with a limit, also from outside', () => {
    const known: Known = {
      system: system(false),
      cgroups: [
        cgroup('/a', { memory: { limitBytes: gib } }),
        cgroup('/b', { memory: { limitBytes: 99 * gib } }),
      ],
      effectiveMemory: eightGib,
      processes: list(
        { ...program('node a.js'), cgroup: '/a' },
        { ...program('node b.js'), pid: 8, cgroup: '/b' },
      ),
    }
    expect(statuses(ctrHeapVsLimit, known)).toEqual({ '/a': 'warn' })
  })

  it('is judged inside a container whose groups cannot be seen', () => {
    const {
      cgroups: _,
      ownCgroup: __,
      ...known
    } = limited(gib, { ...program('node a.js'), cgroup: '/somewhere' })
    expect(statuses(ctrHeapVsLimit, known)).toEqual({ 'this container': 'warn' })
  })
})

describe('the limits of this container', () => {
  const doubt = 'A cgroup limit would not be seen: it is denied.'
  const known = (cores: number | null, limitBytes: number | null, more: Known = {}): Known => ({
    system: system(true),
    effectiveCpu: { ...cpus(16), quotaCores: cores },
    effectiveMemory: { ...eightGib, limitBytes },
    ...more,
  })

  it.each<[string, Known, string, string]>([
    ['none', known(null, null), 'info', 'This container has no CPU limit and no memory limit.'],
    ['of CPU', known(2, null), 'pass', 'This container has a CPU limit of 2 cores and no memory limit.'],
    [
      'of memory',
      known(null, 2 ** 30),
      'pass',
      'This container has no CPU limit and a memory limit of 1 GiB.',
    ],
    ['of a host', known(null, null, { system: system(false) }), 'not-applicable', 'This is no container.'],
    [
      'that may be hidden',
      known(null, null, { effectiveCpu: { ...cpus(16), doubts: [doubt] } }),
      'unknown',
      doubt,
    ],
    [
      'of memory that may be hidden',
      known(null, null, { effectiveMemory: { ...eightGib, doubts: [doubt] } }),
      'unknown',
      doubt,
    ],
    [
      'that are seen, though others may be hidden',
      known(2, null, { effectiveMemory: { ...eightGib, doubts: [doubt] } }),
      'pass',
      'This container has a CPU limit of 2 cores and no memory limit.',
    ],
  ])('%s', (_, facts, status, because) => {
    expect(finding(ctrNoLimit, facts, null)).toMatchObject({ status, because })
  })
})

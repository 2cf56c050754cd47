import { describe, expect, it } from 'vitest'
import { ctrHeapVsLimit } from '../../../src/checks/container/heap-vs-limit.ts'
import { ctrMemView } from '../../../src/checks/container/mem-view.ts'
import type { ProcessFacts } from '../../../src/core/index.ts'
import { cgroup, finding, judgedBy, list, process, statuses, system } from '../cpu/samples.ts'
import { eightGib, type Known } from '../ranking/samples.ts'

const inside: Known = { system: system(true), ownCgroup: cgroup('/'), cgroups: [cgroup('/')] }

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

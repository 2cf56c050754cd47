import { describe, expect, it } from 'vitest'
import { judge } from '../../../src/checks/judge.ts'
import { processNumbers } from '../../../src/checks/limits/index.ts'
import type { CgroupFacts } from '../../../src/core/index.ts'
import { answers, aProcess, commands, finding, listOf, machine } from '../process/samples.ts'

const sysctls = { 'kernel.threads-max': '1000\n', 'kernel.pid_max': '32768' }
const load = (threads: number) => ({ one: 0, five: 0, fifteen: 0, runnable: 1, threads })

function group(
  path: string,
  current: number,
  maximum: number | null,
  refused: number | null = 0,
): CgroupFacts {
  return {
    path,
    version: 2,
    cpu: null,
    memory: null,
    pids: { current, maximum, refused },
    pressure: { cpu: null, memory: null, io: null },
  }
}

describe('processes and threads', () => {
  it.each([
    [899, 'pass'],
    [900, 'warn'],
    [949, 'warn'],
    [950, 'fail'],
  ])('%d of 1,000 threads in the whole system are %s', (threads, status) => {
    expect(finding(processNumbers, { loadAverage: load(threads), sysctls }).status).toBe(status)
  })

  it('holds them against the lower of the two limits', () => {
    const settings = { 'kernel.threads-max': '100000', 'kernel.pid_max': '2000' }
    expect(finding(processNumbers, { loadAverage: load(500), sysctls: settings })).toMatchObject({
      because: 'There are 500 threads, and kernel.pid_max allows 2,000 (25 %).',
    })
  })

  it('names the process with the most threads', () => {
    const processes = listOf(aProcess({ threads: 3 }), aProcess({ pid: 11, name: 'java', threads: 900 }))
    const [first] = answers(processNumbers, { loadAverage: load(950), sysctls, processes })
    expect(first).toMatchObject({
      culprit: 'java (pid 11)',
      finding: { evidence: { 'most threads': 'java (pid 11): 900' } },
    })
  })

  it('is unknown where no limit was read', () => {
    expect(
      finding(processNumbers, {
        loadAverage: load(5),
        sysctls: { 'kernel.pid_max': 'x', 'kernel.threads-max': '0' },
      }),
    ).toMatchObject({
      status: 'unknown',
      because: 'Neither kernel.pid_max nor kernel.threads-max was read.',
    })
  })

  it('a limit that a profile sets holds for the system as well', () => {
    const facts = machine({ loadAverage: load(750), sysctls })
    expect(judge([processNumbers], facts, { 'lim.pids': { warn: 0.7 } })[0]?.finding.status).toBe('warn')
  })

  describe('in a cgroup', () => {
    const known = { loadAverage: load(10), sysctls }
    const inGroups = (...cgroups: CgroupFacts[]) =>
      answers(processNumbers, { ...known, cgroups }).map(({ finding }) => finding)

    it.each([
      [79, 'pass'],
      [80, 'warn'],
      [95, 'fail'],
    ])('%d of 100 are %s', (current, status) => {
      expect(inGroups(group('/a', current, 100))[1]).toMatchObject({ instance: '/a', status })
    })

    it('the fullest stands for all that are fine', () => {
      const found = inGroups(group('/a', 5, 100), group('/b', 50, 100), group('/c', 9, null))
      expect(found.map(({ instance }) => instance)).toEqual([undefined, '/b'])
      expect(found[1]?.because).toBe('/b has 50 of 100 processes and threads (50 %).')
    })

    it('the three fullest are shown, the fullest first', () => {
      const found = inGroups(...[81, 99, 90, 85].map((current) => group(`/${current}`, current, 100)))
      expect(found.map(({ instance }) => instance)).toEqual([undefined, '/99', '/90', '/85'])
    })

    it('no limit, or one of 0, is nothing to judge', () => {
      expect(
        inGroups(group('/a', 5, null), group('/b', 5, 0), { ...group('/c', 1, 1), pids: null }),
      ).toHaveLength(1)
    })

    it('one that was refused a process fails, however full it is now', () => {
      const [, found] = answers(processNumbers, {
        ...known,
        cgroups: { first: [group('/a', 10, 100, 3)], last: [group('/b', 85, 100), group('/a', 10, 100, 7)] },
      })
      expect(found).toMatchObject({
        culprit: '/a',
        finding: {
          status: 'fail',
          because: '/a has 10 of 100 processes and threads (10 %). It was refused 4 more.',
        },
      })
    })

    it('refusals from before the window are no failure', () => {
      const cgroups = { first: [group('/a', 10, 100, 7)], last: [group('/a', 10, 100, 7)] }
      expect(answers(processNumbers, { ...known, cgroups })[1]?.finding.status).toBe('pass')
    })

    it('the own one and its ancestors count too, each once', () => {
      const found = answers(processNumbers, {
        ...known,
        ownCgroup: group('/own', 90, 100),
        cgroupAncestors: [group('/', 95, 100)],
        cgroups: [group('/own', 90, 100)],
      })
      expect(found.map(({ finding }) => finding.instance)).toEqual([undefined, '/', '/own'])
    })

    it('its limit is doubled in its unit', () => {
      const [, full] = inGroups(group('/system.slice/lewis.service', 99, 100))
      expect(full === undefined ? [] : commands(full)).toEqual([
        'ps -eo nlwp,pid,comm --sort=-nlwp | head',
        'systemctl set-property --runtime lewis.service TasksMax=200',
        'systemctl set-property lewis.service TasksMax=200',
        'systemctl set-property lewis.service TasksMax=100',
        'sysctl -w SETTING=THREADS',
        'echo SETTING=THREADS > /etc/sysctl.d/90-threads.conf',
        'rm -f /etc/sysctl.d/90-threads.conf; sysctl -w SETTING=THREADSLIMIT',
      ])
    })
  })

  it('the limit of the system is doubled, but not past what the kernel takes', () => {
    const settings = { 'kernel.pid_max': '4194304' }
    const all = commands(finding(processNumbers, { loadAverage: load(4_000_000), sysctls: settings }))
    expect(all).toContain('sysctl -w kernel.pid_max=4194304')
    expect(commands(finding(processNumbers, { loadAverage: load(950), sysctls }))).toContain(
      'sysctl -w kernel.threads-max=2000',
    )
  })
})

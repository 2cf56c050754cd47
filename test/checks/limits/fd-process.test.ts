import { describe, expect, it } from 'vitest'
import { processFileDescriptors } from '../../../src/checks/limits/index.ts'
import { answers, aProcess, commands, finding, listOf } from '../process/samples.ts'

const half = aProcess({ pid: 20, name: 'half', openFiles: 50, openFilesLimit: 100 })
const listening = {
  states: {},
  listeners: [{ address: '0.0.0.0:80', waiting: 0, inode: 1 }],
  destinations: [],
}

describe('open files of a process', () => {
  it.each([
    [79, 'pass'],
    [80, 'warn'],
    [94, 'warn'],
    [95, 'fail'],
    [100, 'fail'],
  ])('%d of 100 are %s', (openFiles, status) => {
    expect(
      finding(processFileDescriptors, { processes: listOf(aProcess({ openFiles, openFilesLimit: 100 })) }),
    ).toMatchObject({ status, instance: 'server (pid 10)' })
  })

  it('shows the fullest alone where none is near its limit', () => {
    const processes = listOf(aProcess({ openFiles: 1, openFilesLimit: 100 }), half)
    expect(finding(processFileDescriptors, { processes })).toMatchObject({
      instance: 'half (pid 20)',
      status: 'pass',
      because: 'half (pid 20) has 50 of 100 files open (50 %).',
    })
  })

  it('shows the three fullest where more are, the fullest first', () => {
    const full = [82, 99, 85, 90].map((openFiles, n) => aProcess({ pid: n, openFiles, openFilesLimit: 100 }))
    const found = answers(processFileDescriptors, { processes: listOf(half, ...full) })
    expect(found.map(({ culprit }) => culprit)).toEqual([
      'server (pid 1)',
      'server (pid 3)',
      'server (pid 2)',
    ])
  })

  it('shows two where only two are full', () => {
    const full = [82, 99].map((openFiles, n) => aProcess({ pid: n, openFiles, openFilesLimit: 100 }))
    expect(answers(processFileDescriptors, { processes: listOf(half, ...full) })).toHaveLength(2)
  })

  it('no limit is never near', () => {
    expect(
      finding(processFileDescriptors, {
        processes: listOf(aProcess({ openFiles: 5000, openFilesLimit: Number.POSITIVE_INFINITY })),
      }),
    ).toMatchObject({
      status: 'pass',
      because: 'server (pid 10) has 5,000 of unlimited files open (0 %).',
      evidence: { limit: 'none' },
    })
  })

  it('leaves out a limit of 0, kernel threads and zombies', () => {
    const processes = listOf(
      aProcess({ openFiles: 9, openFilesLimit: 0 }),
      aProcess({ openFiles: 9, openFilesLimit: 9, isKernelThread: true }),
      aProcess({ openFiles: 9, openFilesLimit: 9, state: 'Z' }),
    )
    expect(finding(processFileDescriptors, { processes })).toMatchObject({
      status: 'unknown',
      because: 'How many files a process has open was not told of any process.',
    })
  })

  it('a process that others own is unknown and asks for root', () => {
    const other = aProcess({ pid: 30, openFilesLimit: 1024 })
    const found = answers(processFileDescriptors, { processes: listOf(half, other) })
    expect(found.map(({ finding }) => finding.status)).toEqual(['pass', 'unknown'])
    expect(found[1]?.finding.because).toBe(
      'One process of another user may not be looked into: run as root to see the number of open files.',
    )
    expect(found[1]?.finding).not.toHaveProperty('instance')
    expect(
      finding(processFileDescriptors, { processes: listOf(other, { ...other, pid: 31 }) }),
    ).toMatchObject({
      status: 'unknown',
      because: expect.stringMatching(/^2 processes of other users .* run as root/),
    })
  })

  it('a process that ended while it was looked at is nothing', () => {
    expect(answers(processFileDescriptors, { processes: listOf(half, aProcess()) })).toHaveLength(1)
  })

  it('tells how many were left out for time', () => {
    const processes = { processes: [half, aProcess()], detailed: 1 }
    expect(answers(processFileDescriptors, { processes })[1]?.finding).toMatchObject({
      status: 'unknown',
      because: '1 of 2 processes were left out for time.',
    })
  })

  describe('a server that may open few files', () => {
    const nginx = aProcess({ pid: 5, name: 'nginx', openFiles: 3, openFilesLimit: 1024 })

    it('is told of as information', () => {
      const processes = listOf(nginx, { ...nginx, pid: 6 }, { ...nginx, pid: 7, name: 'redis-server' })
      const found = answers(processFileDescriptors, { processes, tcpSockets: listening })
      expect(found[1]?.finding).toMatchObject({
        instance: 'soft limit',
        status: 'info',
        because:
          'nginx (pid 5) and 2 more: a server that may have at most 1,024 files open, connections included.',
        evidence: { names: 'nginx, redis-server' },
      })
      expect(found[1]?.finding).not.toHaveProperty('index')
    })

    it.each([
      ['of which the limit is higher', { ...nginx, openFilesLimit: 1025 }, listening],
      ['that is no server', { ...nginx, name: 'bash' }, listening],
      ['on a machine where nothing listens', nginx, { ...listening, listeners: [] }],
    ])('is not told of one %s', (_, process, tcpSockets) => {
      expect(answers(processFileDescriptors, { processes: listOf(process), tcpSockets })).toHaveLength(1)
    })

    it('is not told of where sockets are not known', () => {
      expect(answers(processFileDescriptors, { processes: listOf(nginx) })).toHaveLength(1)
    })
  })

  it('raises the limit of the process and of its unit, and takes both back', () => {
    const process = aProcess({
      openFiles: 100,
      openFilesLimit: 100,
      cgroup: '/system.slice/lewis.service/worker',
    })
    expect(commands(finding(processFileDescriptors, { processes: listOf(process) }))).toEqual([
      "ls -l /proc/10/fd | awk '{print $NF}' | sort | uniq -c | sort -rn | head",
      'prlimit --pid 10 --nofile=65536: || prlimit --pid 10 --nofile=65536',
      "mkdir -p /etc/systemd/system/lewis.service.d && printf '[Service]\\nLimitNOFILE=%s\\n' 65536 > /etc/systemd/system/lewis.service.d/nofile.conf && systemctl daemon-reload",
      'prlimit --pid 10 --nofile=100:; rm -f /etc/systemd/system/lewis.service.d/nofile.conf; systemctl daemon-reload',
    ])
  })

  it('doubles a limit that is high already, and leaves the unit open where there is none', () => {
    const process = aProcess({ openFiles: 100_000, openFilesLimit: 100_000, cgroup: '/user.slice' })
    const [, command, persist] = commands(finding(processFileDescriptors, { processes: listOf(process) }))
    expect(command).toBe('prlimit --pid 10 --nofile=200000: || prlimit --pid 10 --nofile=200000')
    expect(persist).toContain('/etc/systemd/system/UNIT.d')
  })
})

import { describe, expect, it } from 'vitest'
import type { Files, Ran, RunRequest, World } from '../../../src/core/index.ts'
import { type CollectOptions, collectLocal } from '../../../src/probes/collect/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { type LiteralFile, literalFiles } from '../../worlds.ts'

const mountinfo = [
  '20 1 8:1 / / rw - ext4 /dev/sda1 rw',
  '21 20 0:40 / /mnt/hung\\040share rw - nfs4 box:/a rw',
  '22 21 8:2 / /mnt/hung\\040share/disk rw - ext4 /dev/sdb1 rw',
  '23 20 8:3 / /home rw - xfs /dev/sdc1 rw',
  '24 20 8:1 /x /again rw - ext4 /dev/sda1 rw',
  '25 20 0:41 / /mnt/ntfs rw - fuseblk /dev/sdd1 rw',
].join('\n')
const machine: Record<string, LiteralFile> = {
  '/proc/self/mountinfo': mountinfo,
  '/proc/sys/kernel/hostname': 'box\n',
  '/proc/uptime': '100.00 1\n',
  '/proc/meminfo': 'MemTotal: 1 kB\n',
  '/proc/7/stat': 'seven',
  '/usr/bin/df': 'program',
  '/usr/bin/systemctl': 'program',
  '/usr/bin/timedatectl': 'program',
  '/run/systemd/system/any': '',
  '/dev/kmsg': '6,1,1500000,-;hello\n',
}

/** Collects in a world that notes what was asked of it. */
async function collect(
  options: Partial<CollectOptions> = {},
  changes: {
    files?: Record<string, LiteralFile>
    path?: string
    run?: (request: RunRequest) => Partial<Ran>
    interruptedAfterMs?: number
  } = {},
) {
  const asked: string[] = []
  const ran: string[] = []
  const slept: number[] = []
  const interruption = new AbortController()
  const files = watched(literalFiles({ ...machine, ...changes.files }, { '/': {}, '/home': {} }), asked)
  const { world } = fakeWorld({
    files,
    environment: { PATH: changes.path ?? '/usr/bin:/bin' },
    interrupted: interruption.signal,
    run: async (request) => {
      ran.push([request.program, ...request.args].join(' '))
      return { output: '', errors: '', end: 'exited', exitCode: 0, ...changes.run?.(request) }
    },
  })
  let nowMs = 0
  const ticking: World = {
    ...world,
    clock: { epochMs: () => nowMs, monotonicMs: () => nowMs },
    sleep: async (ms) => {
      slept.push(ms)
      nowMs += Math.min(ms, changes.interruptedAfterMs ?? ms)
      if (changes.interruptedAfterMs !== undefined) interruption.abort()
    },
  }
  const collected = await collectLocal(ticking, {
    windowSeconds: 3,
    roots: ['/'],
    exec: true,
    nonce: 'n',
    ...options,
  })
  return { ...collected, asked, ran, slept, last: collected.snapshot.samples.at(-1) }
}

function watched(files: Files, asked: string[]): Files {
  const noting = <T>(path: string, value: T): T => {
    asked.push(path)
    return value
  }
  return {
    text: (path, maximum) => noting(path, files.text(path, maximum)),
    kernelText: (path, maximum) => noting(path, files.kernelText(path, maximum)),
    entries: (path) => noting(path, files.entries(path)),
    link: (path) => noting(path, files.link(path)),
    size: (path) => noting(path, files.size(path)),
    records: (path, maximum) => noting(path, files.records(path, maximum)),
    space: (path) => noting(path, files.space(path)),
  }
}

describe('this machine', () => {
  it('is looked at twice, the window apart; the first time only for what rates need', async () => {
    const { snapshot, slept, complete, cost } = await collect()
    expect(slept).toEqual([3000])
    expect(complete).toBe(true)
    expect(snapshot).toMatchObject({ schema: 'lewis-perf/facts/1', host: 'box' })
    expect(snapshot.samples.map(({ atMs }) => atMs)).toEqual([0, 3000])
    const [first, last] = snapshot.samples.map(({ files }) => Object.keys(files))
    expect(first).toContain('/proc/uptime')
    expect(first).not.toContain('/proc/meminfo')
    expect(last).toEqual(expect.arrayContaining(['/proc/uptime', '/proc/meminfo', '/proc/7/stat']))
    expect(cost).toMatchObject({ files: (first?.length ?? 0) + (last?.length ?? 0), seconds: 0 })
  })

  it('is looked at once without a window', async () => {
    const { snapshot, slept } = await collect({ windowSeconds: null })
    expect([snapshot.samples.length, slept]).toEqual([1, []])
  })

  it('starts no program without leave', async () => {
    const { ran, cost, last } = await collect({ exec: false })
    expect([ran, cost.childProcesses]).toEqual([[], []])
    expect(Object.keys(last?.commands ?? {})).toEqual(['df -P', 'df -Pi', 'dmesg'])
  })

  it('has its programs asked by the names of what they are, each in the cost', async () => {
    const { ran, cost, last } = await collect(
      {},
      { run: ({ program }) => (program.endsWith('timedatectl') ? { output: 'NTP=yes\n' } : {}) },
    )
    expect(ran.sort()).toEqual([
      '/usr/bin/df -P /mnt/hung share',
      '/usr/bin/df -P /mnt/ntfs',
      '/usr/bin/systemctl --failed --plain --no-legend --no-pager',
      '/usr/bin/timedatectl show',
    ])
    expect(cost.childProcesses.sort()).toEqual(['df', 'df', 'systemctl', 'timedatectl'])
    expect(last?.commands).toMatchObject({
      'systemctl --failed': '',
      'timedatectl show': 'NTP=yes\n',
      'chronyc -c tracking': { missing: 'absent' },
      dmesg: '[    1.500000] hello\n',
    })
  })

  it.each<[string, Partial<Ran>, string]>([
    ['does not answer', { end: 'timeout', exitCode: null }, 'timeout'],
    ['is stopped', { end: 'stopped', exitCode: null }, 'timeout'],
    ['fails', { exitCode: 1 }, 'unreadable'],
    ['cannot be started', { end: 'missing', exitCode: null }, 'unreadable'],
  ])('knows why a program that %s tells nothing', async (_, answer, missing) => {
    const { last } = await collect({}, { run: () => answer })
    expect(last?.commands['systemctl --failed']).toEqual({ missing })
  })
})

describe('a network mount that does not answer', () => {
  const hung = ({ args }: RunRequest): Partial<Ran> =>
    args.includes('/mnt/hung share') ? { end: 'timeout', exitCode: null } : {}

  it('is told by a program that is left behind', async () => {
    const { last } = await collect({}, { run: hung })
    expect(last?.commands['network mounts']).toBe(
      'hung nfs4 /mnt/hung\\040share\nanswered fuseblk /mnt/ntfs\n',
    )
  })

  it('is never touched by this process, neither for files, nor for space, nor for programs', async () => {
    const { asked, ran } = await collect({}, { run: hung, path: '/mnt/hung share/bin:/usr/bin' })
    expect(asked.filter((path) => path.startsWith('/mnt'))).toEqual([])
    expect(ran.map((line) => line.split(' ')[0]).every((program) => program?.startsWith('/usr/bin/'))).toBe(
      true,
    )
    expect(asked).toContain('/home')
  })

  it('is not known to answer where the run is interrupted or there is no df', async () => {
    const stopped = await collect({}, { run: () => ({ end: 'stopped', exitCode: null }) })
    expect(stopped.last?.commands['network mounts']).toEqual({ missing: 'timeout' })
    const { last, ran } = await collect({}, { files: { '/usr/bin/df': { missing: 'absent' } } })
    expect(last?.commands['network mounts']).toEqual({ missing: 'absent' })
    expect(ran.filter((line) => line.includes('df'))).toEqual([])
  })
})

describe('an interruption', () => {
  it('in the window ends it: what was until then is judged', async () => {
    const { snapshot } = await collect({}, { interruptedAfterMs: 700 })
    expect(snapshot.samples.map(({ atMs }) => atMs)).toEqual([0, 700])
  })

  it('at once leaves one sample, for rates of a moment are chance', async () => {
    expect((await collect({}, { interruptedAfterMs: 20 })).snapshot.samples).toHaveLength(1)
  })
})

describe('captured trees', () => {
  const files = { '/a/proc/uptime': '1.00 1\n', '/b/proc/uptime': '9.00 1\n', '/b/proc/meminfo': 'x\n' }

  it('are one sample each, without a wait and without a program', async () => {
    const { snapshot, slept, ran } = await collect({ roots: ['/a', '/b'] }, { files })
    expect(snapshot.samples.map((sample) => sample.files['/proc/uptime'])).toEqual(['1.00 1\n', '9.00 1\n'])
    expect([slept, ran]).toEqual([[], []])
    expect(snapshot.samples.map(({ commands }) => commands)).toEqual([{}, {}])
  })

  it('alone are one sample', async () => {
    expect((await collect({ roots: ['/b/'] }, { files })).snapshot.samples).toHaveLength(1)
  })

  it('that are not there are a mistake', async () => {
    await expect(collect({ roots: ['/b', '/nowhere'] }, { files })).rejects.toMatchObject({
      sentence: 'The folder /nowhere of --root is not there.',
      exitCode: 2,
    })
    await expect(
      collect({ roots: ['/shut'] }, { files: { '/shut': { missing: 'denied' } } }),
    ).rejects.toThrow()
  })
})

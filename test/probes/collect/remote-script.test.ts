import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Facts, Snapshot } from '../../../src/core/index.ts'
import { collectRemote } from '../../../src/probes/collect/index.ts'
import { remoteScript } from '../../../src/probes/collect/remote-script.ts'
import { quickFolder } from '../../fixtures.ts'
import { stat } from '../facts/literal-process.ts'
import { lastOf } from '../facts/literal-snapshot.ts'
import {
  collectedLocally,
  collectedVia,
  collecting,
  factsIn,
  programFolder,
  realWorld,
} from './real-world.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-script-'))
  folders.push(folder)
  return folder
}

/** A folder of programs: links to real ones by their path, others by their text. */
function programs(contents: Readonly<Record<string, string>>): string {
  const isText = (text: string) => text.includes('\n')
  const folder = programFolder(
    Object.fromEntries(Object.entries(contents).filter(([, text]) => !isText(text))),
  )
  folders.push(folder)
  for (const [name, text] of Object.entries(contents)) {
    if (!isText(text)) continue
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

/** A machine of so many processes, of which there is nothing but their stat. */
function crowd(processes: number): string {
  const root = mkdtempSync(join(quickFolder(), 'lewis-perf-crowd-'))
  folders.push(root)
  const folder = (pid: number) => join(root, 'proc', String(pid))
  for (let pid = 1; pid <= processes; pid++) {
    mkdirSync(folder(pid), { recursive: true })
    writeFileSync(join(folder(pid), 'stat'), stat({ pid, name: `p${pid}` }))
  }
  return root
}

describe('the script', () => {
  const all = [
    collecting({ windowSeconds: 3 }),
    collecting(),
    collecting({ exec: false }),
    collecting({ roots: ['/a b', "/it's"] }),
  ].map(remoteScript)

  it('writes to no file', () => {
    for (const script of all) {
      const targets = new Set(script.match(/\d*>+[^;)}\s]*/g))
      expect([...targets].sort()).toEqual(['2>&1', '2>/dev/null', '>/dev/null'])
      // Some shells keep what follows a here-document in a file.
      expect(script).not.toContain('<<')
    }
  })

  it('is short, and does nothing before it was read to its end', () => {
    for (const script of all) {
      expect(script.length).toBeLessThan(12_000)
      expect(script.endsWith('\n}\nlewis_perf\n')).toBe(true)
    }
  })

  it('reads a program of its own from the names of roots nowhere', async () => {
    const root = join(temporaryFolder(), `$(touch pwned) ';touch pwned;' \`touch pwned\``)
    mkdirSync(join(root, 'proc'), { recursive: true })
    writeFileSync(join(root, 'proc/loadavg'), '1.00 2.00 3.00 4/5 6\n')
    const facts = factsIn(await collectedVia('cd / && sh', { roots: [root] }))
    expect(lastOf(facts, 'loadAverage').one).toBe(1)
    expect(() => readFileSync('/pwned')).toThrow('ENOENT')
  })
})

describe('a crowd of processes', () => {
  it('takes more processes of ours only by the hundreds', async () => {
    const calls = async (count: number) => {
      const log = join(temporaryFolder(), 'calls')
      const folder = programs({ cat: `#!/bin/sh\necho x >>${log}\nexec /bin/cat "$@"\n` })
      const root = crowd(count)
      const facts = factsIn(await collectedVia(`PATH=${folder}:$PATH sh`, { roots: [root] }))
      expect(lastOf(facts, 'processes').processes).toHaveLength(count)
      return readFileSync(log, 'utf8').split('\n').length - 1
    }
    const [few, many] = [await calls(50), await calls(3000)]
    expect(few).toBeLessThanOrEqual(3)
    expect(many - few).toBeLessThanOrEqual(2950 / 200)
  })

  it('of 20,000 fits the shortest argument list, and says the same as read directly', async () => {
    const roots = [crowd(20_000)]
    const remote = factsIn(await collectedVia('ulimit -s 512 && exec sh', { roots }))
    const local = factsIn(await collectedLocally({ roots }))
    expect(lastOf(remote, 'processes').processes).toHaveLength(20_000)
    expect(JSON.stringify(remote) === JSON.stringify(local)).toBe(true)
  })

  it('fits it with the longest name of a root', async () => {
    const name = 'r'.repeat(250)
    const root = join(temporaryFolder(), ...Array.from({ length: 12 }, () => name))
    mkdirSync(join(root, 'proc'), { recursive: true })
    for (let pid = 1; pid <= 400; pid++) {
      mkdirSync(join(root, 'proc', String(pid)))
      writeFileSync(join(root, 'proc', String(pid), 'stat'), stat({ pid }))
    }
    const facts = factsIn(await collectedVia('ulimit -s 512 && exec sh', { roots: [root] }))
    expect(lastOf(facts, 'processes').processes).toHaveLength(400)
  })
})

describe('a machine that lacks', () => {
  const needed = ['cat', 'sleep', 'df', 'readlink', 'date', 'timeout', 'env', 'dmesg']
  // The script looks for programs in the usual folders too: here it must not.
  const without = (missing: string) => {
    const there = needed.filter((name) => name !== missing)
    const folder = programs(Object.fromEntries(there.map((name) => [name, `/usr/bin/${name}`])))
    return `sed '/^PATH=/d' | PATH=${folder} /bin/sh`
  }
  const knownIn = (facts: Facts) =>
    Object.entries(facts).flatMap(([name, fact]) => {
      const isKnown = typeof fact === 'object' && fact !== null && fact.known
      return isKnown ? [name, ...(fact.first === null ? [] : [`${name} before`])] : []
    })

  let whole: Facts
  beforeAll(async () => {
    whole = factsIn(await collectedVia(without('nothing'), { windowSeconds: 0.1 }))
  })

  it('nothing has all facts', () => {
    expect(whole.windowSeconds).toBeGreaterThan(0)
    expect(knownIn(whole)).toEqual(expect.arrayContaining(['filesystems', 'networkMounts', 'clockOffset']))
  })

  it.each([
    ['df', ['filesystems', 'networkMounts']],
    ['date', ['clockOffset']],
    ['dmesg', ['kernelLog']],
    ['readlink', []],
    ['timeout', []],
    ['env', []],
  ])('%s lacks only the facts of it', async (program, lost) => {
    const less = await collectedVia(without(program), { windowSeconds: 0.1 })
    expect([less.complete, less.problems]).toEqual([true, []])
    const known = knownIn(factsIn(less))
    expect(knownIn(whole).filter((name) => !known.includes(name.replace(' before', '')))).toEqual(lost)
  })

  it('sleep has one sample, and says so', async () => {
    const collected = await collectedVia(without('sleep'), { windowSeconds: 0.1 })
    expect(collected.complete).toBe(true)
    expect(collected.problems).toEqual([expect.stringContaining('cannot sleep, so one sample was taken')])
    const facts = factsIn(collected)
    expect(facts.windowSeconds).toBeNull()
    expect(facts).toMatchObject({ meminfo: { known: true }, filesystems: { known: true } })
  })

  it('a sleep that knows fractions sleeps a whole second', async () => {
    const folder = programs({
      sleep:
        '#!/bin/sh\ncase $1 in *.*) echo "sleep: invalid number" >&2; exit 1;; esac\nexec /bin/sleep "$1"\n',
    })
    const facts = factsIn(await collectedVia(`PATH=${folder}:$PATH sh`, { windowSeconds: 0.2 }))
    expect(facts.windowSeconds).toBeGreaterThan(0.9)
  })

  it('cat cannot be read at all', async () => {
    const target = { kind: 'via', command: without('cat') } as const
    expect(await collectRemote(realWorld, target, collecting())).toMatchObject({
      sentence: expect.stringMatching(/ has no cat, so nothing can be read there\.$/),
    })
  })

  it('the root cannot be read either', async () => {
    const options = collecting({ roots: ['/no/such/tree'] })
    expect(await collectRemote(realWorld, { kind: 'via', command: 'sh' }, options)).toEqual({
      sentence: 'sh has no folder /no/such/tree.',
      hint: 'Give --root a captured tree that is there.',
    })
  })
})

describe('mounts', () => {
  const mountinfo = `20 1 8:1 / / rw - ext4 /dev/sda1 rw
21 20 0:40 / /mnt/hung\\040share rw - nfs4 box:/a rw
22 21 8:2 / /mnt/hung\\040share/disk rw - ext4 /dev/sdb1 rw
23 20 0:41 / /mnt/back\\134slash rw - fuse.sshfs box: rw
24 20 8:3 / /mnt/two\\040words rw - xfs /dev/sdc1 rw
25 20 8:1 /x /mnt/again rw - ext4 /dev/sda1 rw
26 20 0:42 / /proc rw - proc proc rw
27 20 0:43 / /mnt/ntfs rw - fuseblk /dev/sdd1 rw`

  const asked = async (changes: Parameters<typeof collecting>[0]) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'mountinfo'), mountinfo)
    // One write a line: several of them run at the same time.
    const df = `#!/bin/sh\nl=; for word; do l="$l<$word>"; done\nprintf '%s\\n' "$l" >>${folder}/asked\ncase "$*" in *hung*) exec sleep 600;; esac\necho Filesystem\n`
    const path = programs({ df })
    const command = `sed 's#/proc/self/mountinfo#${folder}/mountinfo#' | PATH=${path}:$PATH sh`
    const { snapshot } = await collectedVia(command, changes)
    const lines = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n')
    return { commands: commandsOf(snapshot), lines: lines.sort() }
  }
  const commandsOf = ({ samples }: Snapshot) => samples.at(-1)?.commands ?? {}

  it('of the network are asked by a process that is killed, those of this machine together', async () => {
    const { commands, lines } = await asked({})
    expect(commands['network mounts']).toBe(
      'hung nfs4 /mnt/hung\\040share\nanswered fuse.sshfs /mnt/back\\134slash\nanswered fuseblk /mnt/ntfs\n',
    )
    expect(lines).toEqual([
      '<-P><-i></></mnt/two words>',
      '<-P></></mnt/two words>',
      '<-P></mnt/back\\slash>',
      '<-P></mnt/hung share>',
      '<-P></mnt/ntfs>',
    ])
  })

  it('of the network are not asked without leave to run programs', async () => {
    const { commands, lines } = await asked({ exec: false })
    expect(commands).not.toHaveProperty(['network mounts'])
    expect(lines).toHaveLength(2)
  })
})

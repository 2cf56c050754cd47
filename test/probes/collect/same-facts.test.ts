import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { quickFolder } from '../../fixtures.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import { syntheticMachines, writeTrees } from '../../synthetic/index.ts'
import { lastOf } from '../facts/literal-snapshot.ts'
import { hostileTrees } from './hostile-tree.ts'
import { collectedLocally, collectedVia, factsIn, programFolder, textsIn } from './real-world.ts'

const removals: (() => void)[] = []
afterAll(() => {
  for (const remove of removals) remove()
})

/** Every text and every fact is the same through a shell as read directly. */
async function expectSame(command: string, roots: readonly string[]): Promise<void> {
  const [remote, local] = [await collectedVia(command, { roots }), await collectedLocally({ roots })]
  expect(remote.problems).toEqual([])
  expect(textsIn(remote)).toEqual(textsIn(local))
  expect(factsIn(remote)).toEqual(factsIn(local))
}

const hostile = hostileTrees()
removals.push(hostile.remove)

describe('trees with the oddest names and contents', () => {
  const trees: [string, string[]][] = [
    ['one', [hostile.after]],
    ['two', [hostile.before, hostile.after]],
    ['one with a slash at its end', [`${hostile.after}//`]],
  ]
  for (const [which, roots] of trees) {
    it.each(['dash', 'bash', 'bash --posix'])(`${which}: say the same through %s as read directly`, (shell) =>
      expectSame(shell, roots),
    )
  }

  it('are understood', async () => {
    const facts = factsIn(await collectedLocally({ roots: [hostile.before, hostile.after] }))
    const { processes } = lastOf(facts, 'processes')
    expect(processes.map(({ pid, name }) => [pid, name])).toEqual([
      [1, 'init'],
      [7, 'we) S 1 (ird'],
      [8, 'two\nlines'],
      [9, 'caf\uFFFD\uFFFD'],
      [10, '* \\ [a]'],
      [11, 'node'],
      [12, 'node\nx'],
      ...(process.getuid?.() === 0 ? [[13, 'shut']] : []),
      [14, 'closed'],
      [100, 'x'],
    ])
    const byPid = new Map(processes.map((one) => [one.pid, one]))
    expect(byPid.get(7)?.openFiles).toBe(2)
    expect(byPid.get(11)?.environment).toEqual({ NODE_OPTIONS: '--max-old-space-size=100' })
    expect(byPid.get(12)?.environment).toEqual({ UV_THREADPOOL_SIZE: '9' })
    expect(byPid.get(100)?.environment).toBeNull()
    expect(lastOf(facts, 'effectiveCpu').effectiveCores).toBe(0.5)
    expect(lastOf(facts, 'cgroups').map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/one/two words/three',
        '/a.b',
        "/it's",
        '/cpu.slice',
        '/üml\u00e4ut \u{1f4a9}',
        '/two',
      ]),
    )
    expect(facts.raidArrays).toMatchObject({ known: false, reason: 'unreadable' })
  })
})

describe('more cgroups than are read', () => {
  it('are the same thousand through a shell as read directly', async () => {
    const root = mkdtempSync(join(quickFolder(), 'lewis-perf-groups-'))
    removals.push(() => rmSync(root, { recursive: true }))
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    write('proc/self/mountinfo', '30 20 0:26 / /cg rw - cgroup2 cgroup2 rw\n')
    write('proc/self/cgroup', '0::/g3/x\n')
    for (let group = 0; group < 600; group++)
      for (const inner of ['', '/x', '.b']) write(`cg/g${group}${inner}/cpu.stat`, `usage_usec ${group}\n`)
    await expectSame('sh', [root])
  })
})

describeWithProgram('busybox', 'with nothing but BusyBox', (busybox) => {
  const applets = ['sh', 'cat', 'sleep', 'df', 'readlink', 'env']
  const folder = programFolder(Object.fromEntries(applets.map((name) => [name, busybox])))
  removals.push(() => rmSync(folder, { recursive: true }))
  const shell = `PATH=${folder}; export PATH; exec sh`

  it('odd trees say the same as read directly', () => expectSame(shell, [hostile.before, hostile.after]))

  it.each(Object.keys(syntheticMachines))('%s says the same as read directly', async (name) => {
    const machine = syntheticMachines[name]
    if (machine === undefined) throw new Error(`there is no ${name}`)
    const { before, after, remove } = writeTrees(machine)
    removals.push(remove)
    await expectSame(shell, [before, after])
  })
})

describe('where cat complains of all files at the end', () => {
  it('odd trees say the same as read directly', async () => {
    const folder = programFolder({})
    removals.push(() => rmSync(folder, { recursive: true }))
    const cat = join(folder, 'cat')
    writeFileSync(cat, lateCat)
    chmodSync(cat, 0o755)
    await expectSame(`PATH=${folder}:$PATH sh`, [hostile.before, hostile.after])
  })
})

/** As the cat of uutils, which is that of newer Ubuntus. */
const lateCat = `#!/bin/sh
said=
for file; do
  { said="$said$(exec env -i LEWIS_PERF_MARK="$LEWIS_PERF_MARK" /bin/cat -- "$file" 2>&1 >&3)
"; } 3>&1
done
printf %s "$said" >&2
`

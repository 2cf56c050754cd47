import { type Files, maskSecrets, OperatorError, type World } from '../../core/index.ts'
import { findProcesses, readProcessTree, treeTotal } from '../../probes/index.ts'
import { type TreeLook, treeValues } from './process/index.ts'
import type { Source } from './source.ts'
import { sourceKind } from './source-kind.ts'

/** Whether others of the name have come is seen so seldom, in looks: it takes a look at all processes. */
const searchEvery = 10

/** A process with its children, or all of a name; of a name those that come later too. */
export const processKind = sourceKind('process', (world, wish) => {
  if (world.platform.os !== 'linux')
    throw new OperatorError({
      sentence: 'Processes can be watched on Linux only.',
      hint: 'Watch what the process itself exposes: --scrape http://HOST:PORT/metrics.',
      exitCode: 3,
    })
  return 'pid' in wish ? oneProcess(world, wish.pid) : allOfName(world, wish.name)
})

function oneProcess({ files, clock }: World, pid: number): Source {
  const name = findProcesses({ files }, String(pid))[0]?.name ?? ''
  const tag = `${name}:${pid}`
  const tree = treeOf(files, [pid])
  let before: TreeLook | null = null
  return {
    name: `process ${pid} (${name})`,
    look() {
      const now = tree(clock.monotonicMs() / 1000)
      if (now === null) throw new Error(`process ${pid} (${name}) ended`)
      const values = treeValues(tag, before, now)
      before = now
      return { values }
    },
    close: () => Promise.resolve(),
  }
}

function allOfName({ files, clock }: World, name: string): Source {
  let roots = rootsOf(files, name)
  let tree = treeOf(files, roots)
  let before: TreeLook | null = null
  let looks = 0
  const search = (): void => {
    looks = 0
    const found = rootsOf(files, name)
    if (found.join() === roots.join()) return
    roots = found
    // What the new ones used before they were found is not of this moment.
    tree = treeOf(files, roots)
    before = null
  }
  return {
    name: `process ${maskSecrets(name)}`,
    look() {
      if (++looks >= searchEvery) search()
      let now = tree(clock.monotonicMs() / 1000)
      if (now === null) {
        search()
        now = tree(clock.monotonicMs() / 1000)
      }
      if (now === null) throw new Error(`process ${name} ended`)
      const values = treeValues(name, before, now)
      before = now
      return { values }
    },
    close: () => Promise.resolve(),
  }
}

/** Its processes without those below others of them, which belong to their trees; throws OperatorError where there is none. */
function rootsOf(files: Files, name: string): number[] {
  // It would be taken for the number of a process.
  if (/^\d{1,10}$/.test(name))
    throw new OperatorError({
      sentence: `${name} is the number of a process, not a name.`,
      hint: `Write --pid ${name}.`,
    })
  const found = findProcesses({ files }, name).map(({ pid }) => pid)
  const parents = new Map(readProcessTree(files, found).map(({ pid, parentPid }) => [pid, parentPid]))
  return found.filter((pid) => !found.includes(parents.get(pid) ?? 0))
}

/** A look at `roots` and all below them; null once all roots have ended. Another that was given the number of one is none of them. */
function treeOf(files: Files, roots: readonly number[]): (atSeconds: number) => TreeLook | null {
  const total = treeTotal()
  const starts = new Map<number, number>()
  let living = [...roots]
  return (atSeconds) => {
    let uses = readProcessTree(files, living)
    const still = living.filter((pid) => {
      const start = uses.find((use) => use.pid === pid)?.startTicks
      if (start === undefined || (starts.get(pid) ?? start) !== start) return false
      starts.set(pid, start)
      return true
    })
    if (still.length < living.length) uses = readProcessTree(files, still)
    living = still
    return living.length === 0 ? null : { atSeconds, uses, totalTicks: total.add(uses) }
  }
}

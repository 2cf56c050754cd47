import { systemInventory } from '../../clients/index.ts'
import { type FactCommand, type Files, OperatorError, type Snapshot, type World } from '../../core/index.ts'
import { askedPrograms } from './asked-programs.ts'
import type { Collected, CollectOptions, Sample } from './collected.ts'
import { kernelLogLines } from './kernel-log-lines.ts'
import { localSample, type SampleFiles } from './local-sample.ts'
import { localSpace } from './local-space.ts'
import { maskSnapshot } from './mask-snapshot.ts'
import { realMounts } from './real-mounts.ts'
import { rootedFiles } from './rooted-files.ts'

const kernelLogBytes = 4 * 2 ** 20
/** Rates over less than this are chance. */
const shortestWindowMs = 100

/**
 * The raw facts of this machine, or of captured trees that stand in for one, read directly. Other programs are run only for
 * network mounts and, after the window, for what no file tells; not at all without `exec` and for captured trees.
 * Throws OperatorError (exit 2) where there is no such tree.
 */
export async function collectLocal(world: World, options: CollectOptions): Promise<Collected> {
  const startMs = world.clock.monotonicMs()
  const [first = '/', second] = options.roots
  for (const root of options.roots) assertFolder(world.files, root)
  const isMachine = first === '/' && second === undefined
  const views = [first, second ?? first].map((root) => rootedFiles(world.files, root))
  const isPair = second !== undefined || (options.windowSeconds !== null && isMachine)
  const samples: Sample[] = []
  const windowMs = (options.windowSeconds ?? 0) * 1000
  const beganMs = world.clock.monotonicMs()
  if (isPair) samples.push(sampleOf(world, views[0] ?? world.files, false))
  const waitingMs = world.clock.monotonicMs()
  // Both samples read their files in one order, so the window of each begins where it was read first.
  const beforeMs = waitingMs - beganMs
  if (isPair && second === undefined) await world.sleep(Math.max(0, windowMs - beforeMs))
  const waitedMs = world.clock.monotonicMs() - waitingMs
  const isShort = beforeMs + waitedMs < shortestWindowMs
  if (isMachine && world.interrupted.aborted && isShort) samples.length = 0
  const last = sampleOf(world, views[1] ?? world.files, true)
  samples.push(last)
  const cost = { childProcesses: [] as string[], files: countFiles(samples), seconds: 0 }
  if (isMachine) await tellMore(world, last, options, cost.childProcesses)
  cost.seconds = (world.clock.monotonicMs() - startMs - waitedMs) / 1000
  const host = last.files['/proc/sys/kernel/hostname']
  const snapshot: Snapshot = {
    schema: 'lewis-perf/facts/1',
    host: typeof host === 'string' ? host.trim() : '',
    samples,
  }
  return { snapshot: maskSnapshot(snapshot), complete: true, problems: [], cost }
}

function assertFolder(files: Pick<Files, 'entries'>, root: string): void {
  const entries = files.entries(root)
  if (entries.ok || root === '/') return
  const because = entries.reason === 'denied' ? 'may not be read' : 'is not there'
  throw new OperatorError({
    sentence: `The folder ${root} of --root ${because}.`,
    hint: 'Give the folder in which the captured proc and sys are.',
  })
}

function sampleOf({ clock }: World, files: SampleFiles, last: boolean): Sample {
  return { atMs: clock.epochMs(), files: localSample(files, last), commands: {} }
}

function countFiles(samples: readonly Sample[]): number {
  return samples.reduce((sum, { files }) => sum + Object.keys(files).length, 0)
}

/** Adds what no file tells, by the names under which a snapshot keeps it. */
async function tellMore(
  world: World,
  { files, commands }: Sample,
  { exec, inventory }: CollectOptions,
  ran: string[],
): Promise<void> {
  const mountinfo = files['/proc/self/mountinfo']
  const mounts = realMounts(typeof mountinfo === 'string' ? mountinfo : '')
  const { space, inodes } = localSpace(world.files, mounts.local)
  const log = world.files.records('/dev/kmsg', kernelLogBytes)
  commands['df -P'] = space
  commands['df -Pi'] = inodes
  commands.dmesg = log.ok ? kernelLogLines(log.value) : { missing: log.reason }
  if (!exec) return
  const told = await Promise.all([
    askedPrograms(world, mounts.network, ran),
    ...(inventory === true || world.platform.os !== 'linux' ? [askedInventory(world, ran)] : []),
  ])
  Object.assign(commands, ...told)
}

async function askedInventory(world: World, ran: string[]): Promise<Record<string, FactCommand>> {
  ran.push('systeminformation')
  return { inventory: await systemInventory(world) }
}

import type { FactCommand, Files, Snapshot, World } from '../../core/index.ts'
import type { Collected, CollectOptions, Sample } from './collected.ts'
import { kernelLogLines } from './kernel-log-lines.ts'
import { localSample } from './local-sample.ts'
import { localSpace } from './local-space.ts'
import { toldByPrograms } from './manifest.ts'
import { maskSnapshot } from './mask-snapshot.ts'
import { realMounts } from './real-mounts.ts'
import { rootedFiles } from './rooted-files.ts'

const kernelLogBytes = 4 * 2 ** 20
const answerWithinMs = 3000
const mountWithinMs = 2000

/**
 * The raw facts of this machine, or of captured trees that stand in for one, read directly. Other programs are run only for
 * network mounts and, after the window, for what no file tells; not at all without `exec` and for captured trees.
 */
export async function collectLocal(world: World, options: CollectOptions): Promise<Collected> {
  const startMs = world.clock.monotonicMs()
  const [first = '/', second] = options.roots
  const isMachine = first === '/' && second === undefined
  const views = [first, second ?? first].map((root) => rootedFiles(world.files, root))
  const isPair = second !== undefined || (options.windowSeconds !== null && isMachine)
  const samples: Sample[] = []
  if (isPair) samples.push(sampleOf(world, views[0] ?? world.files, false))
  const waitingMs = world.clock.monotonicMs()
  if (isPair && second === undefined) await world.sleep((options.windowSeconds ?? 0) * 1000)
  const waitedMs = world.clock.monotonicMs() - waitingMs
  const last = sampleOf(world, views[1] ?? world.files, true)
  samples.push(last)
  const cost = { childProcesses: [] as string[], files: countFiles(samples), seconds: 0 }
  if (isMachine) Object.assign(last.commands, await told(world, last, options.exec, cost.childProcesses))
  cost.seconds = (world.clock.monotonicMs() - startMs - waitedMs) / 1000
  const host = last.files['/proc/sys/kernel/hostname']
  const snapshot: Snapshot = {
    schema: 'lewis-perf/facts/1',
    host: typeof host === 'string' ? host.trim() : '',
    samples,
  }
  return { snapshot: maskSnapshot(snapshot), complete: true, problems: [], cost }
}

function sampleOf({ clock }: World, files: Pick<Files, 'kernelText' | 'entries'>, last: boolean): Sample {
  return { atMs: clock.epochMs(), files: localSample(files, last), commands: {} }
}

function countFiles(samples: readonly Sample[]): number {
  return samples.reduce((sum, { files }) => sum + Object.keys(files).length, 0)
}

/** What no file tells, by the names under which a snapshot keeps it. */
async function told(
  world: World,
  { files }: Sample,
  exec: boolean,
  ran: string[],
): Promise<Record<string, FactCommand>> {
  const mountinfo = files['/proc/self/mountinfo']
  const { local, network } = realMounts(typeof mountinfo === 'string' ? mountinfo : '')
  const { space, inodes } = localSpace(world.files, local)
  const log = world.files.records('/dev/kmsg', kernelLogBytes)
  const commands: Record<string, FactCommand> = {
    'df -P': space,
    'df -Pi': inodes,
    dmesg: log.ok ? kernelLogLines(log.value) : { missing: log.reason },
  }
  if (!exec) return commands
  const [mounts, ...outputs] = await Promise.all([
    askedMounts(world, network, ran),
    ...toldByPrograms.map(({ program, args }) => outputOf(world, program, args, ran)),
  ])
  commands['network mounts'] = mounts ?? ''
  for (const [index, { name }] of toldByPrograms.entries())
    commands[name] = outputs[index] ?? { missing: 'absent' }
  return commands
}

/** A network mount that does not answer would hang this process: a child asks, and is left behind where it hangs. */
async function askedMounts(
  world: World,
  mounts: readonly { mountPoint: string; type: string }[],
  ran: string[],
): Promise<string> {
  const lines = await Promise.all(
    mounts.map(async ({ mountPoint, type }) => {
      ran.push('df')
      const { end } = await world.run({
        program: 'df',
        args: ['-P', mountPoint],
        timeoutMs: mountWithinMs,
      })
      const written = mountPoint.replace(
        /[\s\\]/g,
        (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`,
      )
      return `${end === 'timeout' ? 'hung' : 'answered'} ${type} ${written}\n`
    }),
  )
  return lines.join('')
}

async function outputOf(
  world: World,
  program: string,
  args: readonly string[],
  ran: string[],
): Promise<FactCommand> {
  if (!isInstalled(world, program)) return { missing: 'absent' }
  ran.push(program)
  const { end, output, exitCode } = await world.run({ program, args, timeoutMs: answerWithinMs })
  if (end === 'timeout') return { missing: 'timeout' }
  return end === 'exited' && exitCode === 0 ? output : { missing: 'unreadable' }
}

/** Looking is cheaper than trying: a program that is not there is never started. */
function isInstalled({ environment, files }: World, program: string): boolean {
  const folders = (environment.PATH ?? '/usr/bin:/bin').split(':')
  return folders.some((folder) => folder !== '' && files.size(`${folder}/${program}`).ok)
}

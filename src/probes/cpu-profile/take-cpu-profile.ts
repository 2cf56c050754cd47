import { type Recorded, recordWithPerf, recordWithPySpy } from '../../clients/index.ts'
import { OperatorError, type World } from '../../core/index.ts'
import { readStacks, type StackProfile, stackTree } from '../../profiling/index.ts'
import { type ProfiledProcess, processKind } from './process-kind.ts'
import { type OpenInspector, profileNode } from './profile-node.ts'

/** A CPU profile, and how it came about. */
export interface TakenCpuProfile {
  profile: StackProfile
  /** `python3 (pid 4711)` */
  subject: string
  takenBy: 'inspector' | 'py-spy' | 'perf'
  /** How long the process was watched. */
  seconds: number
  /** Doubts about it, in sentences. */
  warnings: string[]
}

/** How long to watch, and whether the inspector may be opened in a Node process that has none. */
export interface CpuProfileRequest {
  seconds: number
  mayAttach: boolean
}

/**
 * The CPU profile of the process `pid` of this machine: Node by its inspector, Python by py-spy, all else by perf. Interrupted,
 * it covers the time until then. An OperatorError says what is missing and how to get it.
 */
export async function takeCpuProfile(
  world: World,
  pid: number,
  { seconds, mayAttach }: CpuProfileRequest,
  openInspector: OpenInspector,
): Promise<TakenCpuProfile> {
  if (world.platform.os !== 'linux') {
    throw unable(
      'CPU profiles are taken on Linux only.',
      'Take one with another tool and give it by --import FILE.',
    )
  }
  const target = processKind(world.files, pid)
  if (target === null)
    throw unable(`There is no process ${pid} on this machine.`, 'List the processes with ps -e.')
  const began = world.clock.monotonicMs()
  const taken =
    target.kind === 'node'
      ? await profileNode(world, pid, { seconds, mayAttach }, openInspector)
      : await profileByProgram(world, pid, target, seconds)
  const passed = (world.clock.monotonicMs() - began) / 1000
  return { ...taken, subject: `${target.name} (pid ${pid})`, seconds: Math.min(passed, seconds) }
}

type Profiled = Pick<TakenCpuProfile, 'profile' | 'takenBy' | 'warnings'>

async function profileByProgram(
  world: World,
  pid: number,
  { name, kind }: ProfiledProcess,
  seconds: number,
): Promise<Profiled> {
  const failures: string[] = []
  if (kind !== 'native') {
    const recorded = await recordWithPySpy(world, pid, seconds)
    if (recorded.ok) return read('py-spy', recorded)
    failures.push(`py-spy ${recorded.because}`)
  }
  if (!world.interrupted.aborted) {
    const recorded = await recordWithPerf(world, pid, seconds)
    if (recorded.ok) {
      const taken = read('perf', recorded)
      return { ...taken, warnings: [...nativeOnly(kind, failures), ...taken.warnings] }
    }
    failures.push(`perf ${recorded.because}`)
  }
  throw unable(
    `The CPU profile of ${name} (pid ${pid}) could not be taken: ${failures.join('; ')}.`,
    kind === 'native'
      ? 'Install perf (Debian: apt-get install linux-perf, Ubuntu: linux-tools-generic), or give a profile by --import FILE.'
      : 'Install py-spy (pip install py-spy) for Python or perf (Debian: apt-get install linux-perf) for all else, or give a profile by --import FILE.',
  )
}

function read(takenBy: 'py-spy' | 'perf', { text, notes }: Extract<Recorded, { ok: true }>): Profiled {
  if (text === '') return { profile: stackTree('places').finished('samples'), takenBy, warnings: notes }
  const stacks = readStacks(text, takenBy)
  if (stacks.ok) return { profile: stacks.value, takenBy, warnings: notes }
  throw unable(
    `What ${takenBy} printed ${stacks.problem}.`,
    'Run it by hand, and give its output by --import FILE.',
  )
}

function nativeOnly(kind: ProfiledProcess['kind'], failures: readonly string[]): string[] {
  const cut =
    'perf sees native frames: stacks of programs that were built without frame pointers are cut short.'
  if (kind === 'native') return [cut]
  return [cut, `Functions of a script appear as those of its interpreter, for ${failures.join('; ')}.`]
}

function unable(sentence: string, hint: string): OperatorError {
  return new OperatorError({ sentence, hint, exitCode: 3 })
}

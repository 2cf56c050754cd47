import { OperatorError, type World } from '../../core/index.ts'
import { isJsonObject, readCpuProfile, type StackProfile } from '../../profiling/index.ts'

/** An open inspector of a Node process, as far as a CPU profile needs it. */
export interface ProfilingInspector {
  /** The result of a method of the protocol. */
  send(method: string, params?: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
}

/** Opens the inspector of the process `pid`; with `mayOpen` also where the process has to be asked to open it first. */
export type OpenInspector = (
  world: World,
  pid: number,
  consent: { mayOpen: boolean },
) => Promise<ProfilingInspector>

/** How often V8 looks, in microseconds. */
const intervalUs = 1000
/** How long code that was compiled anew takes to be as fast as before. */
const warmUpSeconds = 1

/** The CPU profile of the Node process `pid` by its inspector; interrupted, it covers the time until then. */
export async function profileNode(
  world: World,
  pid: number,
  { seconds, mayAttach }: { seconds: number; mayAttach: boolean },
  openInspector: OpenInspector,
): Promise<{ profile: StackProfile; takenBy: 'inspector'; warnings: string[] }> {
  const inspector = await openInspector(world, pid, { mayOpen: mayAttach })
  try {
    await inspector.send('Profiler.enable')
    await inspector.send('Profiler.setSamplingInterval', { interval: intervalUs })
    if (mayAttach) await warmUp(world, inspector)
    await inspector.send('Profiler.start')
    await world.sleep(seconds * 1000)
    const answer = await inspector.send('Profiler.stop')
    const file = isJsonObject(answer) ? answer['profile'] : null
    const read = readCpuProfile(isJsonObject(file) ? file : {})
    if (!read.ok) throw damaged(pid, read.problem)
    const early = world.interrupted.aborted
      ? ['The profile was interrupted: it covers the time until then.']
      : []
    return {
      profile: read.value,
      takenBy: 'inspector',
      warnings: [...early, mayAttach ? anew : inlined, main],
    }
  } finally {
    await inspector.close()
  }
}

const main =
  'The inspector sees the main thread: worker threads and native code outside JavaScript are not in it.'
const anew = 'V8 compiled the functions of the process anew first: it ran slower for about a second.'
const inlined =
  'The time of functions that V8 had compiled into their callers before the profile began is counted at those callers: with --attach they are compiled anew and told apart.'

/**
 * What V8 inlined before the profiler began is lost to it: the switch to precise coverage throws such code away, and what is
 * compiled under a first profile tells what is inlined. What was being compiled when that began comes a little later, hence
 * the second time; and a profile misses code that is on its way when it begins, hence this first one is thrown away.
 */
async function warmUp(world: World, inspector: ProfilingInspector): Promise<void> {
  await inspector.send('Profiler.start')
  for (let time = 0; time < 2; time++) {
    await inspector.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    await inspector.send('Profiler.stopPreciseCoverage')
    await world.sleep((warmUpSeconds / 2) * 1000)
  }
  await inspector.send('Profiler.stop')
}

function damaged(pid: number, problem: string): OperatorError {
  return new OperatorError({
    sentence: `The CPU profile that process ${pid} handed over ${problem}.`,
    hint: 'Take it again; where it stays so, run the program with node --cpu-prof and give the file by --import.',
    exitCode: 3,
  })
}

import { openInspector } from '../../clients/index.ts'
import { OperatorError, type World } from '../../core/index.ts'
import { isJsonObject, readCpuProfile, type StackProfile } from '../../profiling/index.ts'

/** How often V8 looks, in microseconds. */
const intervalUs = 1000

/** The CPU profile of the Node process `pid` by its inspector; interrupted, it covers the time until then. */
export async function profileNode(
  world: World,
  pid: number,
  { seconds, mayAttach }: { seconds: number; mayAttach: boolean },
): Promise<{ profile: StackProfile; takenBy: 'inspector'; warnings: string[] }> {
  const inspector = await openInspector(world, pid, { mayOpen: mayAttach })
  try {
    await inspector.send('Profiler.enable')
    await inspector.send('Profiler.setSamplingInterval', { interval: intervalUs })
    await inspector.send('Profiler.start')
    await world.sleep(seconds * 1000)
    const answer = await inspector.send('Profiler.stop')
    const file = isJsonObject(answer) ? answer['profile'] : null
    const read = readCpuProfile(isJsonObject(file) ? file : {})
    if (!read.ok) throw damaged(pid, read.problem)
    const early = world.interrupted.aborted
      ? ['The profile was interrupted: it covers the time until then.']
      : []
    const main =
      'The inspector sees the main thread: worker threads and native code outside JavaScript are not in it.'
    return { profile: read.value, takenBy: 'inspector', warnings: [...early, main] }
  } finally {
    await inspector.close()
  }
}

function damaged(pid: number, problem: string): OperatorError {
  return new OperatorError({
    sentence: `The CPU profile that process ${pid} handed over ${problem}.`,
    hint: 'Take it again; where it stays so, run the program with node --cpu-prof and give the file by --import.',
    exitCode: 3,
  })
}

import { OperatorError, type World } from '../../core/index.ts'
import { isJsonObject, readHeapProfile, type StackProfile } from '../../profiling/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { collectGarbage, type HeapInspector } from './heap-inspector.ts'

/** Who allocated what is still alive, and how it came about. */
export interface SampledHeap {
  profile: StackProfile
  /** How long the process was watched. */
  seconds: number
  /** One sample in about so many bytes. */
  intervalBytes: number
  /** Doubts about it, in sentences. */
  warnings: string[]
}

/** What V8 itself takes: a process slows down by less than can be seen. */
const intervalBytes = 32 * 1024
const noticedSeconds = 0.05

/**
 * Samples who allocates in a Node process for `seconds`, collects its garbage, and hands over what is alive then. Interrupted, it
 * covers the time until then. The inspector stays open, its heap profiler is disabled again.
 */
export async function sampleHeap(
  world: World,
  inspector: HeapInspector,
  { seconds }: { seconds: number },
): Promise<SampledHeap> {
  const began = world.clock.monotonicMs()
  await inspector.send('HeapProfiler.enable')
  try {
    await inspector.send('HeapProfiler.startSampling', { samplingInterval: intervalBytes })
    await world.sleep(seconds * 1000)
    const passed = (world.clock.monotonicMs() - began) / 1000
    const stood = await collectGarbage(world, inspector)
    const answer = await inspector.send('HeapProfiler.stopSampling')
    const file = isJsonObject(answer) ? answer['profile'] : null
    const read = readHeapProfile(isJsonObject(file) ? file : {})
    if (!read.ok) throw damaged(read.problem)
    return {
      profile: read.value,
      seconds: Math.min(passed, seconds),
      intervalBytes,
      warnings: doubts(world, stood),
    }
  } finally {
    await inspector.send('HeapProfiler.disable').catch(() => {})
  }
}

function doubts({ interrupted }: World, stood: number): string[] {
  return [
    ...(interrupted.aborted ? ['The sampling was interrupted: it covers the time until then.'] : []),
    ...(stood >= noticedSeconds
      ? [`The process stood still for ${formatQuantity(stood, 'seconds')} while its garbage was collected.`]
      : []),
  ]
}

function damaged(problem: string): OperatorError {
  return new OperatorError({
    sentence: `The heap profile that the process handed over ${problem}.`,
    hint: 'Take it again; where it stays so, run the program with node --heap-prof.',
    exitCode: 3,
  })
}

import { OperatorError, type World } from '../../core/index.ts'
import {
  type HeapSnapshotReader,
  type HeapSurvey,
  heapSnapshotReader,
  isJsonObject,
  type SnapshotFacts,
  surveyHeap,
} from '../../profiling/index.ts'
import { collectGarbage, type HeapInspector } from './heap-inspector.ts'

/** A snapshot that was taken, read and counted. */
export interface SurveyedSnapshot {
  survey: HeapSurvey
  facts: SnapshotFacts
  /** When the process went on, on the clock that never steps back. */
  endedMs: number
}

/**
 * How snapshots are taken of the process behind `inspector`: its garbage is collected, and the snapshot is read while it comes,
 * so that it is never in memory as a whole. With an `earlier` one it is compared. Throws OperatorError (exit 3).
 */
export function snapshotTaker(
  world: World,
  inspector: HeapInspector,
): (earlier?: SurveyedSnapshot) => Promise<SurveyedSnapshot> {
  let reader: HeapSnapshotReader | null = null
  inspector.on('HeapProfiler.addHeapSnapshotChunk', (params) => {
    const chunk = isJsonObject(params) ? params['chunk'] : null
    if (typeof chunk === 'string') reader?.push(chunk)
  })

  async function written(): Promise<HeapSnapshotReader> {
    const current = heapSnapshotReader()
    reader = current
    try {
      // Reports of progress show that the process is not dead while it counts its objects.
      await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: true })
    } finally {
      reader = null
    }
    return current
  }

  return async (earlier) => {
    const began = world.clock.monotonicMs()
    await collectGarbage(world, inspector)
    const current = await written()
    const endedMs = world.clock.monotonicMs()
    const read = current.finish()
    if (!read.ok) throw damaged(read.problem)
    const survey = surveyHeap(read.value, earlier?.survey.census)
    const { objects, bytes } = survey
    return { survey, facts: { objects, bytes, standstillSeconds: (endedMs - began) / 1000 }, endedMs }
  }
}

function damaged(problem: string): OperatorError {
  return new OperatorError({
    sentence: `The heap snapshot that the process handed over ${problem}.`,
    hint: 'Take it again; where it stays so, its version of Node writes them in another way.',
    exitCode: 3,
  })
}

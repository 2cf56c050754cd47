import { OperatorError, type World } from '../../core/index.ts'
import type { HeapSnapshots } from '../../profiling/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type HeapInspector, peakMemory } from './heap-inspector.ts'
import { type SurveyedSnapshot, snapshotTaker } from './take-snapshot.ts'

/** What snapshots of a heap say, and how they came about. */
export interface SnapshottedHeap {
  snapshots: HeapSnapshots
  /** What they cost the process and doubts about them, in sentences. */
  warnings: string[]
}

/**
 * Takes two snapshots of the heap of a Node process, between which it runs for `seconds`, each after collecting its garbage.
 * Where the second is not to be had, or the operator interrupts, the answer is that of the first. The inspector stays open, its
 * heap profiler is disabled again. Throws OperatorError (exit 3, or 130 where there is not even a first).
 */
export async function snapshotHeap(
  world: World,
  inspector: HeapInspector,
  { seconds }: { seconds: number },
): Promise<SnapshottedHeap> {
  if (world.interrupted.aborted) throw interruptedEarly()
  const { clock } = world
  const take = snapshotTaker(world, inspector)
  const before = await peakMemory(inspector)
  await inspector.send('HeapProfiler.enable')
  let answers = true
  try {
    const first = await take()
    const spentMs = clock.monotonicMs() - first.endedMs
    await world.sleep(Math.max(seconds * 1000 - spentMs, 0))
    if (world.interrupted.aborted) return alone(first, interrupted, await risenTo(inspector, before))
    const ranSeconds = Math.round((clock.monotonicMs() - first.endedMs) / 100) / 10
    const second = await take(first).catch(mendable)
    answers = !(second instanceof OperatorError)
    if (second instanceof OperatorError)
      return alone(
        first,
        world.interrupted.aborted ? interrupted : `There is no second snapshot: ${second.sentence}`,
        null,
      )
    const { classes, growth } = second.survey
    return {
      snapshots: { first: first.facts, second: second.facts, seconds: ranSeconds, classes, growth },
      warnings: [costInWords([first, second], await risenTo(inspector, before))],
    }
  } finally {
    const disabled = inspector.send('HeapProfiler.disable').catch(() => {})
    // One that is still busy with a snapshot is disabled when its session ends, at the latest.
    if (answers) await disabled
  }
}

const interrupted = 'The run was interrupted after the first snapshot: what grows is not known.'

function alone(first: SurveyedSnapshot, reason: string, peak: number | null): SnapshottedHeap {
  return {
    snapshots: {
      first: first.facts,
      second: null,
      seconds: null,
      classes: first.survey.classes,
      growth: null,
    },
    warnings: [reason, costInWords([first], peak)],
  }
}

function mendable(cause: unknown): OperatorError {
  if (cause instanceof OperatorError) return cause
  throw cause
}

/** The most memory the process had, where the snapshots raised it. */
async function risenTo(inspector: HeapInspector, before: number | null): Promise<number | null> {
  const after = await peakMemory(inspector)
  return after !== null && before !== null && after > before ? after : null
}

function costInWords(taken: readonly SurveyedSnapshot[], peak: number | null): string {
  const pauses = taken.map(({ facts }) =>
    formatQuantity(Number(facts.standstillSeconds.toPrecision(2)), 'seconds'),
  )
  const which = taken.length === 1 ? 'its snapshot was' : 'its snapshots were'
  const memory =
    peak === null
      ? 'a snapshot takes as much memory again, and several times that where objects are small'
      : `its memory rose to ${formatQuantity(peak, 'bytes')} for them`
  return `The process stood still for ${pauses.join(' and ')} while ${which} written; ${memory}.`
}

function interruptedEarly(): OperatorError {
  return new OperatorError({
    sentence: 'The run was interrupted before a snapshot of the heap was taken.',
    hint: 'Run it again.',
    exitCode: 130,
  })
}

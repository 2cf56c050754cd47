import { OperatorError } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import {
  type BusyRule,
  type Recommended,
  type RecommendTerms,
  recommendOne,
  type ScaledWorkload,
} from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import type { RecommendInput } from './options.ts'
import { type PlanningLine, planningLine } from './planning-line.ts'
import type { WorkloadStream } from './workload-stream.ts'

/** So many are planned before threads have begun. */
const worthThreads = 50

/**
 * What the model says of all workloads, in the order in which they come: of many joint plans in threads, which changes no plan. No more are taken
 * than threads are busy with. An interruption ends them at once and leaves those that are made, which `cut` says. Throws OperatorError (exit 130)
 * where none was made.
 */
export async function planned(
  workloads: WorkloadStream['workloads'],
  terms: RecommendTerms,
  { threads: asked }: RecommendInput,
  busy: BusyRule,
  { world, progress }: Pick<Context, 'world' | 'progress'>,
): Promise<{ all: Recommended[]; cut: string[] }> {
  const { interrupted } = world
  const all: (Recommended | null)[] = []
  const waiting: ScaledWorkload[] = []
  const enough = asked ?? worthThreads + 1
  let line = null as PlanningLine | null
  let made = 0
  let isCut = false
  const planInLine = async (): Promise<void> => {
    const threads = Math.min(waiting.length, asked ?? world.platform.cores())
    line ??= planningLine({ threads, signal: interrupted }, terms, busy)
    for (const workload of waiting.splice(0)) {
      const index = all.push(null) - 1
      await line.put(workload, (one) => {
        all[index] = one
        made += 1
        progress(`Planned ${counted(made, 'workload')}`)
      })
    }
  }
  const planHere = (): void => {
    for (const workload of waiting.splice(0)) all.push(recommendOne(workload, terms))
  }
  try {
    for await (const workload of workloads) {
      waiting.push(workload)
      if (terms.model !== 'joint') planHere()
      else if (line !== null || waiting.length >= enough) {
        isCut = interrupted.aborted
        if (isCut) break
        await planInLine()
      }
    }
    const isHere = asked === undefined || interrupted.aborted
    if (!isCut && waiting.length > 0) await (isHere ? planHere() : planInLine())
    await line?.over()
  } catch (error) {
    if (!(error instanceof OperatorError && error.exitCode === 130)) throw error
    isCut = true
    // What was read before reading was interrupted.
    if (line === null) planHere()
  } finally {
    await line?.close()
  }
  const whole = all.filter((one) => one !== null)
  isCut ||= whole.length < all.length
  if (isCut && whole.length === 0)
    throw new OperatorError({
      sentence: 'It was interrupted before the first workload was planned.',
      hint: 'Give it more time, or choose one with --name.',
      exitCode: 130,
    })
  const cut = `Interrupted: ${counted(whole.length, 'workload')} planned, and the others are left out.`
  return { all: whole, cut: isCut ? [cut] : [] }
}

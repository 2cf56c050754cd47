import { OperatorError } from '../../core/index.ts'
import { type BusyRule, type Recommended, type RecommendRequest, recommendEach } from '../../scaling/index.ts'
import { planningThreads } from '../../services/index.ts'
import type { Context } from '../command.ts'
import type { RecommendInput } from './options.ts'

/** Fewer are planned before threads have begun. */
const worthThreads = 50

/**
 * What the model says of all workloads, in their order: of many joint plans in threads, which changes no plan. An interruption ends them at once and
 * leaves those that are made, which `cut` says. Throws OperatorError (exit 130) where none was made.
 */
export async function planned(
  request: RecommendRequest,
  { threads: asked }: RecommendInput,
  busy: BusyRule,
  { world, progress }: Pick<Context, 'world' | 'progress'>,
): Promise<{ all: Recommended[]; cut: string[] }> {
  const { workloads, model } = request
  if (model !== 'joint' || (workloads.length <= worthThreads && asked === undefined))
    return { all: recommendEach(request), cut: [] }
  const { busyAtMost: _busy, staying: _staying, ...limits } = request.goal.limits
  const goal = { ...request.goal, limits }
  const threads = planningThreads({
    threads: Math.min(workloads.length, asked ?? world.platform.cores()),
    signal: world.interrupted,
  })
  const all = workloads.map((): Recommended | null => null)
  let made = 0
  try {
    await Promise.all(
      workloads.map(async (workload, index) => {
        const order = { workload, model, goal, busy, leastReplicas: request.leastReplicas }
        const found = await unlessInterrupted(threads.run(order))
        if (found === null) return
        all[index] = { workload, ...found }
        made += 1
        progress(`Planned ${made} of ${workloads.length} workloads`)
      }),
    )
  } finally {
    await threads.close()
  }
  const whole = all.filter((one) => one !== null)
  if (made === 0)
    throw new OperatorError({
      sentence: 'It was interrupted before the first workload was planned.',
      hint: 'Give it more time, or choose one with --name.',
      exitCode: 130,
    })
  if (made === workloads.length) return { all: whole, cut: [] }
  const cut = `Interrupted: ${made} of ${workloads.length} workloads were planned, and the others are left out.`
  return { all: whole, cut: [cut] }
}

async function unlessInterrupted<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof OperatorError && error.exitCode === 130) return null
    throw error
  }
}

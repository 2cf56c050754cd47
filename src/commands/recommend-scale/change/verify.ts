import type { KubernetesClient } from '../../../clients/index.ts'
import { OperatorError } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { type Verified, verified, type WorkloadLook } from '../../../scaling/index.ts'
import type { Context } from '../../command.ts'
import { lookAt } from './look-at.ts'
import type { PlannedWorkload } from './planned.ts'

/** What the workloads were like before a change. */
export type Baseline = ReadonlyMap<PlannedWorkload, { look: WorkloadLook; restarts: Map<string, number> }>

/** The metrics API tells of the last half minute or so: what it says right after a change is still of before. */
const settlingSeconds = 60
const lookSeconds = 15

/** How workloads are before they are changed. Throws OperatorError (exit 3) where nobody tells, since then nothing could be verified. */
export async function baselineOf(
  client: KubernetesClient,
  planned: readonly PlannedWorkload[],
): Promise<Baseline> {
  const found = new Map<PlannedWorkload, { look: WorkloadLook; restarts: Map<string, number> }>()
  for (const one of planned) {
    const seen = await lookAt(client, one.workload, null)
    if (!seen.ok)
      throw new OperatorError({
        sentence: `What ${one.name} does could not be verified, so nothing was changed: ${seen.reason}`,
        hint: 'Leave --verify out, or mend what is missing.',
        exitCode: 3,
      })
    found.set(one, seen)
  }
  return found
}

/** Watches workloads after a change, and compares them with what was predicted. `reason` says why where nothing was seen. */
export async function verifyChange(
  client: KubernetesClient,
  baseline: Baseline,
  seconds: number,
  busyAtMost: (pods: number) => number,
  { world, progress }: Context,
): Promise<{ verified: Verified[]; reasons: string[] }> {
  const startMs = world.clock.monotonicMs()
  const elapsed = (): number => (world.clock.monotonicMs() - startMs) / 1000
  const looks = new Map<PlannedWorkload, WorkloadLook[]>([...baseline.keys()].map((one) => [one, []]))
  const reasons = new Map<string, string>()
  const settled = Math.min(settlingSeconds, seconds / 2)
  while (!world.interrupted.aborted) {
    const rest = seconds - elapsed()
    if (rest <= 0) break
    progress(`Verifying for ${formatQuantity(Math.ceil(rest), 'seconds')} more`)
    await world.sleep(Math.min(lookSeconds, rest, seconds / 4) * 1000)
    if (elapsed() < settled) continue
    for (const [one, { restarts }] of baseline) {
      const seen = await lookAt(client, one.workload, restarts)
      if (seen.ok) looks.get(one)?.push(seen.look)
      else reasons.set(one.name, seen.reason)
    }
  }
  const found = [...looks].flatMap(([one, seen]) => {
    const after = over(seen)
    const before = baseline.get(one)?.look
    if (after === null || before === undefined) return []
    return [
      verified(one.name, { now: one.now, proposed: one.proposed }, { before, after, seconds }, busyAtMost),
    ]
  })
  const unseen = [...looks].filter(([, seen]) => seen.length === 0)
  return {
    verified: found,
    reasons: unseen.map(
      ([{ name }]) => `${name} was not verified: ${reasons.get(name) ?? 'there was no time to.'}`,
    ),
  }
}

/** CPU in the mean, memory and restarts at most, pods at the end. */
function over(looks: readonly WorkloadLook[]): WorkloadLook | null {
  const last = looks.at(-1)
  if (last === undefined) return null
  return {
    pods: last.pods,
    cores: looks.reduce((sum, { cores }) => sum + cores, 0) / looks.length,
    memoryBytes: Math.max(...looks.map(({ memoryBytes }) => memoryBytes)),
    restarts: Math.max(...looks.map(({ restarts }) => restarts)),
  }
}

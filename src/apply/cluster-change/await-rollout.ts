import type { KubernetesClient } from '../../clients/index.ts'
import type { ChangedObject } from './change-step.ts'

/** How a rollout ended. */
export interface RolloutEnd {
  state: 'done' | 'failed' | 'late' | 'interrupted'
  because: string
}

/** How it is waited for. */
export interface RolloutWait {
  limitSeconds: number
  isInterrupted(): boolean
  /** Waits between two looks; returns at once when interrupted. */
  sleep(ms: number): Promise<void>
  monotonicMs(): number
  /** Said at each look. */
  progress(text: string): void
}

const lookMs = 2000

/** Waits until all pods of a workload are new and available. A server that does not answer for a while is waited for as well. */
export async function awaitRollout(
  client: KubernetesClient,
  { kind, namespace, name }: ChangedObject,
  wait: RolloutWait,
): Promise<RolloutEnd> {
  if (kind === 'HorizontalPodAutoscaler') return { state: 'done', because: '' }
  const startMs = wait.monotonicMs()
  for (;;) {
    const seen = await client.rollout(kind, { namespace, name })
    const because = seen.ok ? seen.value.because : seen.reason
    wait.progress(because)
    if (seen.ok && seen.value.state !== 'moving') return { state: seen.value.state, because }
    if (wait.isInterrupted()) return { state: 'interrupted', because }
    if (wait.monotonicMs() - startMs >= wait.limitSeconds * 1000)
      return { state: 'late', because: `After ${wait.limitSeconds} s: ${because}` }
    await wait.sleep(lookMs)
  }
}

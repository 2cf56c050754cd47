import type { ScaledWorkload } from '../../scaling/index.ts'
import type { WorkloadStream } from './workload-stream.ts'

/** What runs, as it is set, with the history of those that Prometheus knows; those that it does not know come last. */
export function withHistory(
  cluster: Pick<WorkloadStream, 'doubts' | 'findings'> & { workloads: readonly ScaledWorkload[] },
  history: WorkloadStream,
): WorkloadStream {
  const doubts = [...cluster.doubts]
  const findings = [...cluster.findings]
  return { workloads: joined(cluster.workloads, history, { doubts, findings }), doubts, findings }
}

async function* joined(
  workloads: readonly ScaledWorkload[],
  history: WorkloadStream,
  { doubts, findings }: Pick<WorkloadStream, 'doubts' | 'findings'>,
): AsyncGenerator<ScaledWorkload> {
  const unseen = new Map<string, ScaledWorkload[]>()
  for (const one of workloads) unseen.set(keyOf(one), [...(unseen.get(keyOf(one)) ?? []), one])
  try {
    for await (const { facts, missing, ...known } of history.workloads) {
      const key = keyOf(known)
      // Of several clusters whose names are the same there is one history.
      for (const one of unseen.get(key) ?? [])
        yield { ...one, facts: { ...facts, current: one.facts.current }, missing }
      unseen.delete(key)
    }
  } finally {
    doubts.push(...history.doubts)
    findings.push(...history.findings)
  }
  for (const one of [...unseen.values()].flat())
    yield { ...one, missing: [...one.missing, 'Prometheus does not know it.'] }
}

function keyOf({ namespace, kind, name }: Pick<ScaledWorkload, 'namespace' | 'kind' | 'name'>): string {
  return JSON.stringify([namespace, kind, name])
}

/** A pod as the autoscaler sees it. */
export interface HpaPod {
  name: string
  /** Of all its containers, in thousandths; null where one has none. */
  requestMilli: number | null
  /** Null where no metric came. */
  usageMilli: number | null
  ready: boolean
  /** Pending, Running, Succeeded, Failed or Unknown. */
  phase: string
  /** It has started so lately that its CPU says nothing yet. */
  inInitPeriod: boolean
  deleting: boolean
}

/** Pods whose metric counts, those that are not ready, and those without a metric; the rest are left out. */
export interface PodGroups {
  ready: HpaPod[]
  unready: HpaPod[]
  missing: HpaPod[]
}

/** Sorts pods as Kubernetes does: being deleted or failed: left out; pending: unready; for CPU those not ready or starting too. Source: replica_calculator.go, groupPods. */
export function podGroups(pods: readonly HpaPod[], isCpu: boolean): PodGroups {
  const groups: PodGroups = { ready: [], unready: [], missing: [] }
  for (const pod of pods) {
    if (pod.deleting || pod.phase === 'Failed') continue
    if (pod.phase === 'Pending') groups.unready.push(pod)
    else if (pod.usageMilli === null) groups.missing.push(pod)
    else if (isCpu && (!pod.ready || pod.inInitPeriod)) groups.unready.push(pod)
    else groups.ready.push(pod)
  }
  return groups
}

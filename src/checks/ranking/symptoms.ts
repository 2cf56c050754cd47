import type { Facts } from '../../core/index.ts'
import { thisContainer } from '../cgroups.ts'
import type { Resource } from '../define-check.ts'
import type { Judged } from '../judge.ts'
import { type Cause, causes } from './causes.ts'
import { homeOf } from './home.ts'

/** One warning or failure, the resource that it speaks of, and what it follows from. */
export interface Symptom {
  judged: Judged
  status: 'warn' | 'fail'
  resource: Resource
  /** `id` or `id:instance`. */
  name: string
  cause: { symptom: Symptom; because: string } | null
}

/** The warnings and failures of all checks but those of settings, each with its cause where another of them is it. */
export function symptomsOf(judged: readonly Judged[], facts: Facts): Symptom[] {
  const symptoms = judged.flatMap((one): Symptom[] => {
    const { status } = one.finding
    if (one.check.role === 'config' || (status !== 'warn' && status !== 'fail')) return []
    return [{ judged: one, status, resource: homeOf(one, facts), name: nameOf(one), cause: null }]
  })
  for (const symptom of symptoms) symptom.cause = causeOf(symptom, symptoms)
  return symptoms
}

/** `disk.space:/var`, or the id alone where there is no instance. */
export function nameOf({ finding: { id, instance } }: Pick<Judged, 'finding'>): string {
  return instance === undefined ? id : `${id}:${instance}`
}

function causeOf(symptom: Symptom, symptoms: readonly Symptom[]): Symptom['cause'] {
  const { id } = symptom.judged.check
  // A load that running processes make is the CPU's own, whatever else is wrong.
  const ownResourceOnly = id === 'cpu.load' && symptom.resource === 'cpu'
  // A quota elsewhere makes its own cgroup wait, but no CPU busy.
  const isBusy = symptoms.some(({ judged }) => judged.check.id === 'cpu.utilization')
  for (const cause of causes) {
    if (!cause.explains.includes(id) || cause.ids.includes(id)) continue
    const found = symptoms.find(
      (other) =>
        cause.ids.includes(other.judged.check.id) &&
        isBadEnough(cause, other, symptom) &&
        (!ownResourceOnly || other.resource === 'cpu') &&
        !(isBusy && isThrottledElsewhere(other)),
    )
    if (found !== undefined) return { symptom: found, because: cause.because }
  }
  return null
}

function isThrottledElsewhere({ judged: { check, finding } }: Symptom): boolean {
  return check.id === 'cpu.throttled' && finding.instance !== undefined && finding.instance !== thisContainer
}

function isBadEnough({ needs }: Cause, cause: Symptom, consequence: Symptom): boolean {
  return cause.status === 'fail' || needs === 'warn' || (needs === 'as-bad' && consequence.status === 'warn')
}

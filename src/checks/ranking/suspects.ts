import type { Facts } from '../../core/index.ts'
import type { Resource, Role } from '../define-check.ts'
import { type StandIn, standInFor } from './stand-in.ts'
import type { Symptom } from './symptoms.ts'

/** A resource under suspicion, before it is put into words. */
export interface Suspect {
  resource: Resource
  /** The most telling first. */
  symptoms: readonly Symptom[]
  /** 0-2. */
  score: number
  status: 'warn' | 'fail'
  /** Why nothing but another resource makes it look bad; null where it is bad by itself. */
  cause: { resource: Resource; because: string } | null
  /** What saturation was told by without pressure figures. */
  standIn: StandIn | null
}

const weights: Readonly<Record<Role, number>> = { saturation: 3, errors: 2, utilization: 1, config: 0 }
const highestIndex = 2
const allWeights = weights.saturation + weights.errors + weights.utilization

/** The resources that symptoms speak of, the likeliest bottleneck first and a cause always before what follows from it. */
export function suspectsOf(symptoms: readonly Symptom[], facts: Facts): Suspect[] {
  const resources = [...new Set(symptoms.map(({ resource }) => resource))]
  const suspects = resources.map((resource) => suspectOf(resource, symptoms, facts))
  return causesFirst(suspects.toSorted(byWeight))
}

function suspectOf(resource: Resource, symptoms: readonly Symptom[], facts: Facts): Suspect {
  const all = symptoms.filter((symptom) => symptom.resource === resource)
  const own = all.filter((symptom) => rootOf(symptom).resource === resource)
  const weighed = own.length > 0 ? own : all
  const [first] = all.filter(({ cause }) => cause !== null && cause.symptom.resource !== resource)
  const standIn = standInFor(resource, facts)
  return {
    resource,
    symptoms: telling(all, own),
    score: scoreOf(weighed, standIn),
    status: weighed.some(({ status }) => status === 'fail') ? 'fail' : 'warn',
    cause:
      own.length > 0 || first?.cause == null
        ? null
        : { resource: first.cause.symptom.resource, because: first.cause.because },
    standIn,
  }
}

/** What a symptom follows from in the end; the laws never lead back to their beginning. */
function rootOf(symptom: Symptom): Symptom {
  return symptom.cause === null ? symptom : rootOf(symptom.cause.symptom)
}

/** Own causes of others before the others, then what is bad by itself, then by severity and weight. */
function telling(all: readonly Symptom[], own: readonly Symptom[]): Symptom[] {
  const explaining = new Set((own.length > 0 ? own : all).map(({ cause }) => cause?.symptom))
  const rank = (symptom: Symptom): number[] => [
    own.includes(symptom) ? 0 : 1,
    explaining.has(symptom) ? 0 : 1,
    symptom.status === 'fail' ? 0 : 1,
    -weights[symptom.judged.check.role] * indexOf(symptom),
  ]
  return all.toSorted((a, b) => compare(rank(a), rank(b)))
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function scoreOf(symptoms: readonly Symptom[], standIn: StandIn | null): number {
  const worst = (role: Role) =>
    Math.max(0, ...symptoms.filter(({ judged }) => judged.check.role === role).map(indexOf))
  const saturation = Math.max(worst('saturation'), standIn?.index ?? 0)
  const sum =
    saturation * weights.saturation +
    worst('errors') * weights.errors +
    worst('utilization') * weights.utilization
  return Math.round(Math.min(highestIndex, sum / allWeights) * 1000) / 1000
}

/** Where no one number tells, a failure is at its limit and a warning half way. */
function indexOf({ judged, status }: Symptom): number {
  return judged.finding.index ?? (status === 'fail' ? 1 : 0.5)
}

function byWeight(a: Suspect, b: Suspect): number {
  if (a.status !== b.status) return a.status === 'fail' ? -1 : 1
  return b.score - a.score
}

function causesFirst(sorted: readonly Suspect[]): Suspect[] {
  const reached = new Set<Suspect>()
  const placed: Suspect[] = []
  const place = (suspect: Suspect): void => {
    if (reached.has(suspect)) return
    reached.add(suspect)
    const cause = sorted.find(({ resource }) => resource === suspect.cause?.resource)
    if (cause !== undefined) place(cause)
    placed.push(suspect)
  }
  sorted.forEach(place)
  return placed
}

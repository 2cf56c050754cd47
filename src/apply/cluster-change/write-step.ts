import {
  type Answered,
  fieldManager,
  fieldManagers,
  isOnlyApplied,
  type KubernetesClient,
  type Manifest,
} from '../../clients/index.ts'
import { isObject } from '../../core/index.ts'
import { type ChangeStep, isScaling, objectName, type StepResult } from './change-step.ts'
import { deviations, fieldChanges, leavesOf } from './spec-leaves.ts'

/** How a step may be written. */
export interface WriteOptions {
  /** Only asks the server whether it would take it. */
  dryRun: boolean
  /** Takes fields over that other managers own. */
  takesOver: boolean
  /** Waits between looks for a write whose answer was lost. */
  sleep(ms: number): Promise<void>
}

/** So often a write is tried anew, since other writers came first. */
const tries = 5
/** A minute, after which an API server gives up on a request itself. */
const lostLooks = 30
const lostLookMs = 2000

/**
 * Writes a step: only where its fields are still as they were, at the version that was read, and then reads what came of it. A write whose
 * answer is lost is looked for before anything else, so that nothing is written twice.
 */
export async function writeStep(
  client: KubernetesClient,
  step: ChangeStep,
  options: WriteOptions,
): Promise<StepResult> {
  const result = (state: StepResult['state'], reason = ''): StepResult => ({ step, state, reason })
  let [lost, sentAt, looks] = ['', '', 0]
  for (let attempt = 1; ; attempt++) {
    const live = await liveObject(client, step)
    if (!live.ok)
      return lost === '' ? result('refused', live.reason) : result('unknown', `${lost} ${live.reason}`)
    if (isAt(live.value, step, step.after)) return result(lost === '' ? 'already' : 'done')
    if (lost !== '') {
      // A write is of one version: once there is another, it comes too late.
      if (live.value !== null && sentAt !== '' && identity(live.value).resourceVersion !== sentAt)
        return result('refused', `${lost} It was not done.`)
      looks += 1
      if (looks > lostLooks) return result('unknown', lost)
      await options.sleep(lostLookMs)
      continue
    }
    const changed = changedMeanwhile(live.value, step)
    if (changed !== null) return result('refused', changed)
    const written = await send(client, step, live.value, options)
    if (written.ok) {
      const spoilt = spoiltBy(written.value, live.value, step)
      return spoilt === null || !options.dryRun ? result('done', spoilt ?? '') : result('refused', spoilt)
    }
    const isOvertaken = written.fault === 'conflict' && written.conflicts.length === 0
    if (isOvertaken && attempt < tries) continue
    if (!written.mayBeDone) return result('refused', ownersSaid(written) ?? written.reason)
    lost = written.reason
    sentAt = identity(live.value).resourceVersion
  }
}

/** The managers, other than lewis-perf, who own fields that a step changes. */
export function foreignManagers(live: Manifest | null, step: ChangeStep): string[] {
  if (live === null || step.before === null) return []
  const owners = fieldChanges(step).flatMap(({ field }) => fieldManagers(live, field))
  return [...new Set(owners)].filter((owner) => owner !== fieldManager)
}

/** The object of a step; null where there is none. */
export async function liveObject(
  client: KubernetesClient,
  { object }: ChangeStep,
): Promise<Answered<Manifest | null>> {
  const read = await client.object(object.kind, object)
  if (!read.ok && read.fault === 'absent') return { ok: true, value: null, warnings: [] }
  return read
}

function isAt(live: Manifest | null, step: ChangeStep, wanted: Manifest | null): boolean {
  if (live === null || wanted === null) return live === null && wanted === null
  return deviations(live['spec'], step, wanted).length === 0
}

/** What somebody else did to the step's fields since it was made. */
function changedMeanwhile(live: Manifest | null, step: ChangeStep): string | null {
  const name = objectName(step.object)
  if (live === null) return step.before === null ? null : `${name} is not there any more.`
  if (step.before === null) return `${name} is there by now, and was not when this was planned.`
  const [first] = deviations(live['spec'], step, step.before)
  if (first === undefined) return null
  return `Somebody changed ${first.field} of ${name}: it is ${first.after ?? 'not set'}, and was ${first.before ?? 'not set'}.`
}

async function send(
  client: KubernetesClient,
  step: ChangeStep,
  live: Manifest | null,
  { dryRun, takesOver }: WriteOptions,
): Promise<Answered<unknown>> {
  const { object, after } = step
  const { kind } = object
  const { uid, resourceVersion } = identity(live)
  if (after === null) return client.remove(kind, object, { uid, resourceVersion }, { dryRun })
  if (kind !== 'HorizontalPodAutoscaler' && isScaling(step)) {
    const replicas = Number(after['replicas'])
    return client.setReplicas(kind, object, { replicas, resourceVersion }, { dryRun })
  }
  const removed = live === null ? [] : removedByOthers(live, step)
  if (removed.length > 0) {
    const spec = withoutFields(after, step.before)
    return client.merge(kind, object, { spec, resourceVersion }, { dryRun })
  }
  const version = live === null ? {} : { resourceVersion }
  const applied = await client.apply(kind, object, { spec: after, ...version }, { dryRun, force: takesOver })
  // What was merged before is owned by us under another operation: that is nobody else.
  const isOurs =
    !applied.ok &&
    applied.conflicts.length > 0 &&
    applied.conflicts.every(({ manager }) => manager === fieldManager)
  return isOurs ? client.apply(kind, object, { spec: after, ...version }, { dryRun, force: true }) : applied
}

/** Fields to be taken away that server-side apply would leave, since it takes away only what nobody but its manager owns. */
function removedByOthers(live: Manifest, step: ChangeStep): string[] {
  const next = leavesOf(step.after)
  return fieldChanges(step)
    .map(({ field }) => field)
    .filter((field) => !next.has(field))
    .filter((field) => !isOnlyApplied(live, field))
}

/** A strategic merge: null for what is to go. */
function withoutFields(after: unknown, before: unknown): Manifest {
  const merged: Record<string, unknown> = {}
  const [next, old] = [isObject(after) ? after : {}, isObject(before) ? before : {}]
  for (const key of new Set([...Object.keys(next), ...Object.keys(old)])) {
    const [value, was] = [next[key], old[key]]
    // What else is in it is not ours: an object is emptied field by field.
    if (value === undefined) merged[key] = isObject(was) ? withoutFields({}, was) : null
    else if (Array.isArray(value) && Array.isArray(was))
      merged[key] = value.map((item) => mergedItem(item, was))
    else merged[key] = isObject(value) ? withoutFields(value, was) : value
  }
  return merged
}

function mergedItem(item: unknown, before: readonly unknown[]): unknown {
  if (!isObject(item)) return item
  const old = before.find((one) => isObject(one) && one['name'] === item['name'])
  return withoutFields(item, old)
}

/** What the answer shows to be otherwise than it was asked for. */
function spoiltBy(answer: unknown, live: Manifest | null, step: ChangeStep): string | null {
  if (step.after === null || isScaling(step) || !isObject(answer)) return null
  const name = objectName(step.object)
  const [wrong] = deviations(answer['spec'], step, step.after)
  if (wrong !== undefined)
    return `The cluster keeps ${wrong.field} of ${name} at ${wrong.after ?? 'nothing'}, and not at ${wrong.before ?? 'nothing'}: an admission webhook or a default of it may say so.`
  if (live === null) return null
  const own = new Set([...leavesOf(step.before).keys(), ...leavesOf(step.after).keys()])
  const [was, is] = [leavesOf(live['spec']), leavesOf(answer['spec'])]
  const stray = [...new Set([...was.keys(), ...is.keys()])].find(
    (field) => !own.has(field) && was.get(field) !== is.get(field),
  )
  return stray === undefined ? null : `${name}: ${stray} would change too, which was not asked for.`
}

function ownersSaid({
  conflicts,
}: {
  conflicts: readonly { field: string; manager: string }[]
}): string | null {
  const [first] = conflicts
  return first === undefined ? null : `${first.manager} owns ${first.field}: --allow foreign takes it over.`
}

function identity(live: Manifest | null): { uid: string; resourceVersion: string } {
  const metadata = live?.['metadata']
  const text = (key: string): string =>
    isObject(metadata) && typeof metadata[key] === 'string' ? metadata[key] : ''
  return { uid: text('uid'), resourceVersion: text('resourceVersion') }
}

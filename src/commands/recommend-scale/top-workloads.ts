import { OperatorError, suggestion } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import type { ScaledWorkload } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import { currentOf } from './current-of.ts'
import type { RecommendInput } from './options.ts'
import { type PodOwner, podOwner } from './pod-owner.ts'
import { type PodUse, topLines } from './top-lines.ts'

/** The metrics server looks back about so far. */
const windowSeconds = 60

interface Gathered extends PodOwner {
  namespace: string | null
  pods: PodUse[]
}

/** The workloads of a dump of `kubectl top pods`, by the names of their pods. Throws OperatorError (exit 2) where it tells of none that is wanted. */
export function topWorkloads(
  file: string,
  input: RecommendInput,
  context: Context,
): { workloads: ScaledWorkload[]; doubts: string[] } {
  const name = file === '-' ? 'standard input' : file
  const text = readInput(file, 'Write one: kubectl top pods > top.txt.', context)
  const pods = within(topLines(text, name), input, name)
  const owned = gathered(pods)
  const workloads = owned.filter((one) => input.name === undefined || one.name === input.name)
  if (workloads.length === 0) throw nothingOf(input, owned, name)
  const alone = pods.filter(({ pod }) => podOwner(pod) === null)
  return {
    workloads: workloads.map((one) => scaled(one, input)),
    doubts:
      alone.length === 0 || input.name !== undefined
        ? []
        : [
            `${counted(alone.length, 'pod')} of no Deployment or StatefulSet, by the name, left out: ${shortList(alone.map(({ pod }) => pod))}.`,
          ],
  }
}

/** Those of the namespaces that are wanted; a dump of one has no such column, and may be told which it is. */
function within(pods: readonly PodUse[], { namespace: wanted = [] }: RecommendInput, file: string): PodUse[] {
  const [first, second] = wanted
  if (first === undefined) return [...pods]
  const known = [...new Set(pods.flatMap(({ namespace }) => namespace ?? []))]
  if (known.length === 0 && second !== undefined)
    throw new OperatorError({
      sentence: `${file} has no column of namespaces, so that several --namespace say nothing.`,
      hint: 'Give one, or the dump of kubectl top pods -A.',
    })
  if (known.length === 0) return pods.map((one) => ({ ...one, namespace: first }))
  for (const one of wanted)
    if (!known.includes(one))
      throw new OperatorError({
        sentence: `${file} tells of no namespace ${one}.`,
        hint: suggestion(one, known, `It tells of ${shortList(known)}.`),
      })
  return pods.filter(({ namespace }) => namespace !== null && wanted.includes(namespace))
}

function gathered(pods: readonly PodUse[]): Gathered[] {
  const all = new Map<string, Gathered>()
  for (const one of pods) {
    const owner = podOwner(one.pod)
    if (owner === null) continue
    const key = JSON.stringify([one.namespace, owner.kind, owner.name])
    const before = all.get(key) ?? { ...owner, namespace: one.namespace, pods: [] }
    before.pods.push(one)
    all.set(key, before)
  }
  return [...all.values()]
}

function scaled({ namespace, kind, name, pods }: Gathered, input: RecommendInput): ScaledWorkload {
  return {
    namespace,
    kind,
    name,
    facts: {
      load: {
        startSeconds: 0,
        stepSeconds: windowSeconds,
        cores: Float64Array.of(pods.reduce((sum, { cores }) => sum + cores, 0)),
        memoryBytes: Float64Array.of(Math.max(...pods.map(({ memoryBytes }) => memoryBytes))),
        inFlight: null,
      },
      throttled: null,
      oomKills: [],
      current: currentOf({ ...input, replicas: pods.length }),
    },
    missing: [
      'It is known for one moment only: --samples or --prometheus have a history.',
      ...(input.request === undefined
        ? ['What it requests now is not known (--request): what it costs now is not compared.']
        : []),
    ],
  }
}

function nothingOf({ name }: RecommendInput, owned: readonly Gathered[], file: string): OperatorError {
  const known = [...new Set(owned.map((one) => one.name))]
  return name === undefined || known.length === 0
    ? new OperatorError({
        sentence: `${file} tells of no pod of a Deployment or StatefulSet.`,
        hint: 'Their pods are called NAME-HASH-5 characters and NAME-ORDINAL; give others as --samples.',
      })
    : new OperatorError({
        sentence: `${file} tells of no workload ${name}.`,
        hint: suggestion(name, known, `It tells of ${shortList(known)}.`),
      })
}

function shortList(names: readonly string[]): string {
  const more = names.length - 8
  return `${names.slice(0, 8).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

import {
  bearerHeaders,
  plainMapping,
  prometheusQuery,
  type Queried,
  readWorkloads,
  type WorkloadHistory,
  type WorkloadsRead,
} from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import { type FleetSettings, judgesPods, type ScaledWorkload } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import { hpaOf } from './current-of.ts'
import type { RecommendInput } from './options.ts'
import { interruption, nothingKnown, silentNamespace, skewDoubts, untold } from './prometheus-answers.ts'
import { streamOf, type WorkloadStream } from './workload-stream.ts'

const usualSpan = 14 * 86_400
const usualStep = 300

/** Hardly anything is asked twice: no more than one namespace or two. */
const cachedBytes = 64 * 2 ** 20
/** So many namespaces are read while those before them are planned. */
const ahead = 2

/**
 * The workloads of some namespaces as a Prometheus knows them, one namespace after the other; of one that it does not tell of there is a finding. Throws
 * OperatorError: exit 2 where there is no namespace; and while they are gone through, exit 3 where it tells nothing of any.
 */
export function prometheusWorkloads(
  address: string,
  input: RecommendInput,
  context: Context,
): WorkloadStream {
  const { namespace: namespaces = [], header = [], selector = [], inFlight } = input
  const { last = usualSpan, step = usualStep, tokenFile } = input
  const { world, progress } = context
  if (namespaces.length === 0)
    throw new OperatorError({
      sentence: '--prometheus needs to know where the workloads are, got no --namespace.',
      hint: 'Give --namespace NAME, several times for several.',
    })
  const token =
    tokenFile === undefined ? {} : bearerHeaders(readInput(tokenFile, 'Give a file that holds it.', context))
  // What is on its way for nobody any more would keep the process waiting.
  const left = new AbortController()
  const client = prometheusQuery(
    { url: address, headers: { ...token, ...Object.fromEntries(header) } },
    {
      clock: world.clock,
      sleep: (ms) => world.sleep(ms),
      signal: AbortSignal.any([world.interrupted, left.signal]),
      cachedBytes,
    },
  )
  const endSeconds = input.until ?? world.clock.epochMs() / 1000
  const mapping = { ...plainMapping, selectors: selector, requestsInFlight: inFlight ?? null }
  const read = (namespace: string): Promise<Queried<WorkloadsRead>> => {
    progress(`Asking Prometheus for ${namespace}`)
    return readWorkloads(client, mapping, {
      namespaces: [namespace],
      startSeconds: endSeconds - last,
      endSeconds,
      stepSeconds: step,
      byPod: judgesPods(input.model),
    })
  }
  const stream: WorkloadStream = streamOf({ workloads: [] })
  const signals = { interrupted: world.interrupted, left }
  stream.workloads = throughNamespaces([...new Set(namespaces)].sort(), read, input, stream, signals)
  return stream
}

async function* throughNamespaces(
  namespaces: readonly string[],
  read: (namespace: string) => Promise<Queried<WorkloadsRead>>,
  input: RecommendInput,
  { doubts, findings }: WorkloadStream,
  { interrupted, left }: { interrupted: AbortSignal; left: AbortController },
): AsyncGenerator<ScaledWorkload> {
  const reasons: string[] = []
  const known: Pick<WorkloadHistory, 'name' | 'missing'>[] = []
  let [isTold, isSkewTold] = [false, false]
  try {
    for await (const [namespace, answer] of readAhead(namespaces, read)) {
      if (interrupted.aborted) throw interruption()
      if (!answer.ok) {
        reasons.push(answer.reason)
        findings.push(silentNamespace(namespace, answer.reason))
        continue
      }
      const { workloads, faults, warnings, clockSkewSeconds, grid } = answer.value
      const skew = isSkewTold ? [] : skewDoubts(clockSkewSeconds)
      isSkewTold ||= skew.length > 0
      for (const one of [...faults, ...warnings, ...skew]) if (!doubts.includes(one)) doubts.push(one)
      const wanted = workloads.filter((one) => input.name === undefined || one.name === input.name)
      const told = wanted.filter((one) => one.cores !== null && one.readyReplicas !== null)
      const [fault] = faults
      if (told.length === 0 && fault !== undefined) findings.push(silentNamespace(namespace, fault))
      for (const one of told) yield scaled(one, input, grid)
      isTold ||= told.length > 0
      if (!isTold) known.push(...workloads.map(({ name, missing }) => ({ name, missing })))
    }
  } finally {
    left.abort()
  }
  if (isTold) return
  throw reasons[0] !== undefined && known.length === 0
    ? untold(reasons[0])
    : nothingKnown(namespaces, known, input)
}

/** Each with its answer, in their order; the next ones are on their way meanwhile. */
async function* readAhead<T>(
  namespaces: readonly string[],
  read: (namespace: string) => Promise<T>,
): AsyncGenerator<[namespace: string, answer: T]> {
  const underWay: { namespace: string; answer: Promise<T> }[] = []
  const left = [...namespaces]
  for (;;) {
    for (const namespace of left.splice(0, 1 + ahead - underWay.length)) {
      const answer = read(namespace)
      // Whoever waits for it hears of it; nobody may be waiting any more.
      answer.catch(() => {})
      underWay.push({ namespace, answer })
    }
    const next = underWay.shift()
    if (next === undefined) return
    yield [next.namespace, await next.answer]
  }
}

function scaled(
  history: WorkloadHistory,
  input: RecommendInput,
  { startSeconds, stepSeconds, points }: { startSeconds: number; stepSeconds: number; points: number },
): ScaledWorkload {
  const unknown = new Float64Array(points).fill(Number.NaN)
  return {
    namespace: history.namespace,
    kind: history.kind,
    name: history.name,
    facts: {
      load: {
        startSeconds,
        stepSeconds,
        cores: history.cores ?? unknown,
        memoryBytes: history.fullestPodBytes ?? unknown,
        inFlight: history.requestsInFlight,
      },
      pods: history.pods.map(({ cores, memoryBytes }) => ({
        cores: cores ?? unknown,
        memoryBytes: memoryBytes ?? unknown,
      })),
      throttled: history.throttledShare,
      oomKills: history.oomKills.flatMap(({ atSeconds, limitBytes }) =>
        limitBytes === null ? [] : [{ atSeconds, limitBytes }],
      ),
      current: currentSettings(history, input),
    },
    missing: history.missing,
  }
}

function currentSettings(
  { requests, limits, readyReplicas }: WorkloadHistory,
  input: RecommendInput,
): FleetSettings {
  const ready = readyReplicas?.findLast((value) => !Number.isNaN(value)) ?? 1
  return {
    cpuRequestMilli: Math.round((requests.cores ?? 0) * 1000),
    cpuLimitMilli: limits.cores === null ? null : Math.round(limits.cores * 1000),
    memoryRequestBytes: requests.memoryBytes ?? 0,
    memoryLimitBytes: limits.memoryBytes,
    replicas: Math.max(1, Math.round(ready)),
    autoscaler: hpaOf(input),
  }
}

import {
  bearerHeaders,
  plainMapping,
  prometheusQuery,
  readWorkloads,
  type WorkloadHistory,
} from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import type { FleetSettings, ScaledWorkload } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import { hpaOf } from './current-of.ts'
import type { RecommendInput } from './options.ts'

const usualSpan = 14 * 86_400
const usualStep = 300

/** The workloads of some namespaces as a Prometheus knows them. Throws OperatorError (exit 3) where it tells nothing of them. */
export async function prometheusWorkloads(
  address: string,
  input: RecommendInput,
  context: Context,
): Promise<{ workloads: ScaledWorkload[]; doubts: string[] }> {
  const { namespace: namespaces = [], header = [], selector = [], inFlight, name } = input
  const { last = usualSpan, step = usualStep, tokenFile } = input
  const { world, progress } = context
  if (namespaces.length === 0)
    throw new OperatorError({
      sentence: '--prometheus needs to know where the workloads are, got no --namespace.',
      hint: 'Give --namespace NAME, several times for several.',
    })
  const token =
    tokenFile === undefined ? {} : bearerHeaders(readInput(tokenFile, 'Give a file that holds it.', context))
  progress(`Asking Prometheus for ${namespaces.join(', ')}`)
  const client = prometheusQuery(
    { url: address, headers: { ...token, ...Object.fromEntries(header) } },
    { clock: world.clock, sleep: (ms) => world.sleep(ms), signal: world.interrupted },
  )
  const endSeconds = input.until ?? world.clock.epochMs() / 1000
  const read = await readWorkloads(
    client,
    { ...plainMapping, selectors: selector, requestsInFlight: inFlight ?? null },
    { namespaces, startSeconds: endSeconds - last, endSeconds, stepSeconds: step },
  )
  if (!read.ok)
    throw new OperatorError({
      sentence: `Prometheus did not tell what was used: ${read.reason}.`,
      hint: 'Check the address, --header for credentials, and whether it answers: curl ADDRESS/api/v1/query?query=up.',
      exitCode: 3,
    })
  const { workloads, faults, warnings, clockSkewSeconds, grid } = read.value
  const wanted = workloads.filter((one) => name === undefined || one.name === name)
  const told = wanted.filter((one) => one.cores !== null && one.readyReplicas !== null)
  if (told.length === 0)
    throw new OperatorError({
      sentence:
        workloads.length === 0
          ? `Prometheus knows no workload in ${namespaces.join(', ')}.`
          : wanted.length === 0
            ? `Prometheus knows no ${name} in ${namespaces.join(', ')}.`
            : `Prometheus knows nothing of what ${wanted[0]?.name} used: ${wanted[0]?.missing.join(' ')}`,
      hint:
        wanted.length === 0 && workloads.length > 0
          ? `It knows ${workloads
              .slice(0, 8)
              .map((one) => one.name)
              .join(', ')}.`
          : 'It has to scrape cAdvisor (the kubelets) and kube-state-metrics.',
      exitCode: 3,
    })
  return {
    workloads: told.map((one) => scaled(one, input, grid)),
    doubts: [
      ...faults,
      ...warnings,
      ...(clockSkewSeconds !== null && Math.abs(clockSkewSeconds) > 30
        ? [
            `The clock of Prometheus is ${Math.round(Math.abs(clockSkewSeconds))} s ${clockSkewSeconds > 0 ? 'ahead of' : 'behind'} this one.`,
          ]
        : []),
    ],
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

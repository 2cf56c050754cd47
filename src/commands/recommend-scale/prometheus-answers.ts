import type { WorkloadHistory } from '../../clients/index.ts'
import { type Finding, OperatorError } from '../../core/index.ts'
import type { RecommendInput } from './options.ts'

/** What is not read any more. */
export function interruption(): OperatorError {
  return new OperatorError({
    sentence: 'Reading from Prometheus was interrupted.',
    hint: 'Give it more time, or fewer namespaces.',
    exitCode: 130,
  })
}

/** A namespace that was not judged. */
export function silentNamespace(namespace: string, reason: string): Finding {
  return {
    id: 'scale.namespace',
    instance: namespace,
    title: 'Prometheus did not tell of a namespace',
    status: 'unknown',
    because: reason.replace(/\.$/, ''),
    evidence: {},
  }
}

/** No namespace was told of. */
export function untold(reason: string): OperatorError {
  return new OperatorError({
    sentence: `Prometheus did not tell what was used: ${reason}.`,
    hint: 'Check the address, --header for credentials, and whether it answers: curl ADDRESS/api/v1/query?query=up.',
    exitCode: 3,
  })
}

/** Nothing is known of any workload, or of the one that is wanted. */
export function nothingKnown(
  namespaces: readonly string[],
  workloads: readonly Pick<WorkloadHistory, 'name' | 'missing'>[],
  { name }: RecommendInput,
): OperatorError {
  const where = namespaces.join(', ')
  const [wanted] = workloads.filter((one) => name === undefined || one.name === name)
  const isElse = wanted === undefined && workloads.length > 0
  return new OperatorError({
    sentence:
      workloads.length === 0
        ? `Prometheus knows no workload in ${where}.`
        : wanted === undefined
          ? `Prometheus knows no ${name} in ${where}.`
          : `Prometheus knows nothing of what ${wanted.name} used: ${wanted.missing.join(' ')}`,
    hint: isElse
      ? `It knows ${workloads
          .slice(0, 8)
          .map((one) => one.name)
          .join(', ')}.`
      : 'It has to scrape cAdvisor (the kubelets) and kube-state-metrics.',
    exitCode: 3,
  })
}

/** What is to be said of its clock, which is so far ahead of this one. */
export function skewDoubts(seconds: number | null): string[] {
  if (seconds === null || Math.abs(seconds) <= 30) return []
  return [
    `The clock of Prometheus is ${Math.round(Math.abs(seconds))} s ${seconds > 0 ? 'ahead of' : 'behind'} this one.`,
  ]
}

import { OperatorError } from '../../core/index.ts'
import { isLabelName, isMetricName, type LabelMatcher } from './promql.ts'

/** Under which labels metrics have the namespace, the pod and the container. */
export interface PodLabels {
  namespace: string
  pod: string
  container: string
}

/** How a Prometheus names what is asked for. */
export interface WorkloadMapping {
  /** Of cAdvisor (container_...). */
  usage: PodLabels
  /** Of kube-state-metrics (kube_...): `exported_namespace` and so on where Prometheus scrapes it without honor_labels. */
  state: PodLabels
  /** Of the application's own metrics. */
  application: PodLabels
  /** Put on every metric: one cluster of several, as in `cluster="a"`, which have to be told apart. */
  selectors: readonly LabelMatcher[]
  /** The application's gauge of requests in flight; null: it has none. */
  requestsInFlight: string | null
  /** What `rate` looks at; at least four scrape intervals, so that a missed scrape leaves no gap. */
  rateWindowSeconds: number
}

const plain: PodLabels = { namespace: 'namespace', pod: 'pod', container: 'container' }

/** The names that cAdvisor and kube-state-metrics have by themselves, and no metric of requests in flight. */
export const plainMapping: WorkloadMapping = {
  usage: plain,
  state: plain,
  application: plain,
  selectors: [],
  requestsInFlight: null,
  rateWindowSeconds: 300,
}

/** Throws OperatorError where a name is none that PromQL takes: names stand in a query without quotes. */
export function assertMapping(mapping: WorkloadMapping): void {
  const { usage, state, application, selectors, requestsInFlight, rateWindowSeconds } = mapping
  const labels = [usage, state, application].flatMap(({ namespace, pod, container }) => [
    namespace,
    pod,
    container,
  ])
  const wrong = [...labels, ...selectors.map(({ label }) => label)].find((label) => !isLabelName(label))
  if (wrong !== undefined) {
    throw new OperatorError({
      sentence: `${JSON.stringify(wrong)} is no name of a Prometheus label.`,
      hint: 'Such a name has letters, digits and underscores, and begins with no digit.',
    })
  }
  if (requestsInFlight !== null && !isMetricName(requestsInFlight)) {
    throw new OperatorError({
      sentence: `${JSON.stringify(requestsInFlight)} is no name of a Prometheus metric.`,
      hint: 'Such a name has letters, digits, underscores and colons; conditions on labels belong into the selectors.',
    })
  }
  if (!(rateWindowSeconds >= 1)) {
    throw new OperatorError({
      sentence: `A rate needs a window of at least 1 s, got ${rateWindowSeconds} s.`,
      hint: 'Take at least four scrape intervals: 2m for 30s.',
    })
  }
}

import type { Envelope } from '../../core/index.ts'
import type { RecommendData } from '../../scaling/index.ts'
import { defineCommand } from '../command.ts'
import { recommendOptions } from './options.ts'

/** A whole `recommend-scale` result, as `--json` prints it. */
export type RecommendResult = Envelope<RecommendData | null>

/** How many pods, how large, and with which autoscaler. */
export const command = defineCommand({
  name: 'recommend-scale',
  summary: 'replicas and resources of a workload, with reasons, from what it used',
  about: [
    'By default it plans pod size, memory, replicas and autoscaler together: each candidate is put on the load that was seen,',
    'with the exact rules of the Kubernetes HPA, and the cheapest that is not too busy for longer than --missed is proposed.',
    'With --model it says instead what the guide, HPA, VPA, Robusta KRR or Knative would do, and why.',
    'Samples are a recording of monitor, or CSV with the columns at,name,value and the series workload.cpu (cores of all pods),',
    'workload.memory (bytes of the fullest pod), workload.throttled, workload.in-flight, workload.oom; {workload=NAME} tells several apart.',
  ],
  options: recommendOptions,
  examples: [
    {
      command:
        'lewis-perf recommend-scale --samples week.csv --replicas 6 --request 500m,1GiB --limit 2,4GiB --hpa 3..20@70% --backtest',
      shows: 'a plan for a Deployment, and what it would have done with that week',
    },
    {
      command: 'lewis-perf recommend-scale --samples week.csv --replicas 6 --request 500m,1GiB --model vpa',
      shows: 'what the VerticalPodAutoscaler would request',
    },
    {
      command:
        "lewis-perf recommend-scale --samples week.csv --replicas 6 --request 500m,1GiB --slo 'p99<250ms' --service 40ms --zones 3",
      shows: 'a plan that keeps a latency, also when a zone is lost',
    },
    {
      command:
        'lewis-perf recommend-scale --samples week.csv --replicas 6 --request 500m,1GiB --fail-on over',
      shows: 'a gate for CI: exit 1 where a fifth of the cost could be saved',
    },
    {
      command: 'kubectl top pods -A | lewis-perf recommend-scale --top - --request 500m,1GiB',
      shows: 'what little one moment tells, where there is no history',
    },
  ],
  exitCodes: {
    0: 'recommended',
    1: '--fail-on: there is too much or too little; --strict: a doubt',
    2: 'a flag or a file is wrong, or the model has nothing to say',
    3: '--fail-on could not be judged, or an output not written',
  },
  async run(input, context) {
    return (await import('./run.ts')).runRecommend(input, context)
  },
})

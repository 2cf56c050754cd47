import type { Envelope } from '../../core/index.ts'
import { defineCommand } from '../command.ts'
import type { ChangedData } from './change/index.ts'
import { recommendOptions } from './options.ts'

/** A whole `recommend-scale` result, as `--json` prints it. */
export type RecommendResult = Envelope<ChangedData | null>

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
    'With --manifest your own file says how it is set now, and --emit writes it with other numbers; without it, a file of its own.',
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
    {
      command:
        "lewis-perf recommend-scale --samples week.csv --replicas 6 --request 500m,1GiB --slo 'p99<250ms' --curve 100.json --curve 200.json",
      shows: 'a plan by what load tests measured, in place of theory',
    },
    {
      command:
        'lewis-perf recommend-scale --samples week.csv --manifest deploy.yaml --emit patch=deploy.yaml',
      shows: 'your own file with the numbers of the plan, and nothing else changed',
    },
    {
      command:
        'lewis-perf recommend-scale --kubernetes --prometheus http://prometheus:9090 --name lewis-app --apply --verify 10m --rollback-on-failure',
      shows: 'a plan, made after a yes, watched, and brought back where it fails',
    },
    {
      command: 'lewis-perf recommend-scale --undo lewis-perf-undo-2026-11-02T03-00-00-000Z.json',
      shows: 'what was before an --apply, exactly',
    },
  ],
  exitCodes: {
    0: 'recommended; with --apply: changed, ready and as predicted',
    1: '--fail-on: too much or too little; --apply: not made, not ready or not as predicted; --strict: a doubt',
    2: 'a flag or a file is wrong, the model has nothing to say, or something has to be allowed first',
    3: '--fail-on could not be judged, the cluster does not answer or would not take it, or an output was not written',
    130: 'interrupted; what was changed until then is told, and its undo file is there',
  },
  async run(input, context) {
    return (await import('./run.ts')).runRecommend(input, context)
  },
})

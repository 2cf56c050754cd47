import { OperatorError } from '../../core/index.ts'
import { scaleModels } from '../../scaling/index.ts'
import { contradict } from '../contradict.ts'
import { assertOneOnScreen } from '../emit-target.ts'
import { type Need, refuseIdle } from '../says-nothing.ts'
import { assertChange } from './change-contradictions.ts'
import type { RecommendInput } from './options.ts'

const live: Need[] = [{ key: 'live', flag: '--live', example: '--live 10m' }]
const samples: Need[] = [{ key: 'samples', flag: '--samples', example: '--samples FILE' }, ...live]
const prometheus: Need[] = [
  { key: 'prometheus', flag: '--prometheus', example: '--prometheus http://127.0.0.1:9090' },
]
const kubernetes: Need[] = [{ key: 'kubernetes', flag: '--kubernetes' }]
const cluster: Need[] = [...kubernetes, { key: 'undo', flag: '--undo' }]
const joint: Need[] = [{ key: 'model', flag: '--model joint', values: [undefined, 'joint'] }]

/** What hpa says the autoscaler does by itself. */
const proposing = scaleModels.filter((model) => model !== 'hpa')

/** Throws OperatorError (exit 2) on options that exclude each other, or say nothing beside the others. */
export function assertConsistent(input: RecommendInput): void {
  assertChange(input)
  if (input.slo !== undefined && input.busy !== undefined) throw contradict('--slo', '--busy')
  if (input.curve !== undefined && input.service !== undefined) throw contradict('--curve', '--service')
  if (input.samples !== undefined && input.prometheus !== undefined)
    throw contradict('--samples', '--prometheus')
  if (input.samples !== undefined && input.kubernetes === true) throw contradict('--samples', '--kubernetes')
  for (const other of ['samples', 'prometheus', 'kubernetes'] as const)
    if (input.top !== undefined && input[other] !== undefined) throw contradict('--top', `--${other}`)
  for (const other of ['samples', 'top', 'prometheus', 'kubernetes'] as const)
    if (input.live !== undefined && input[other] !== undefined) throw contradict('--live', `--${other}`)
  if (input.pid !== undefined && input.process !== undefined) throw contradict('--pid', '--process')
  if (input.top !== undefined && input.replicas !== undefined)
    throw contradict('--replicas', '--top, which knows it')
  if (input.prometheus !== undefined && (input.context?.length ?? 0) > 1)
    throw new OperatorError({
      sentence: 'Several --context and --prometheus: whose series they are is not known.',
      hint: 'Ask for one cluster at a time, with --selector cluster=NAME where one Prometheus knows several.',
    })
  const knower = input.kubernetes === true ? '--kubernetes' : '--prometheus'
  if (input.kubernetes === true && input.hpa !== undefined)
    throw contradict('--hpa', '--kubernetes, which knows it')
  if (input.prometheus !== undefined || input.kubernetes === true)
    for (const flag of ['request', 'limit', 'replicas'] as const)
      if (input[flag] !== undefined) throw contradict(`--${flag}`, `${knower}, which knows it`)
  assertEmission(input)
  if (input.samples !== undefined && (input.namespace?.length ?? 0) > 1)
    throw new OperatorError({
      sentence: 'Several --namespace say nothing of --samples.',
      hint: 'Give one, or ask a Prometheus or a cluster.',
    })
  if (input.inFlight !== undefined && input.slots === undefined && input.model !== 'knative')
    throw new OperatorError({
      sentence: '--in-flight says nothing without --slots or --model knative.',
      hint: 'Add --slots N: requests that a pod can work on at once.',
    })
  refuseIdle(input, {
    pid: live,
    process: live,
    context: cluster,
    kubeconfig: cluster,
    header: prometheus,
    tokenFile: prometheus,
    selector: prometheus,
    last: prometheus,
    step: prometheus,
    until: prometheus,
    cpu: samples,
    memory: samples,
    throttled: samples,
    inFlight: [...samples, ...prometheus],
    oom: samples,
    slo: [
      { key: 'service', flag: '--service', example: '--service 50ms' },
      { key: 'curve', flag: '--curve FILE' },
    ],
    curve: [{ key: 'slo', flag: '--slo', example: "--slo 'p99<200ms'" }],
    service: [{ key: 'slo', flag: '--slo', example: "--slo 'p99<200ms'" }],
    slots: [
      { key: 'slo', flag: '--slo' },
      { key: 'inFlight', flag: '--in-flight METRIC' },
    ],
    manifest: [...samples, ...prometheus],
    emit: [{ key: 'model', flag: '--model joint', values: [undefined, ...proposing] }],
    limit: [{ key: 'request', flag: '--request', example: '--request 500m,1GiB' }],
    tolerance: [{ key: 'failOn', flag: '--fail-on', example: '--fail-on over' }],
    targetLoad: [{ key: 'model', flag: '--model guide', values: ['guide'] }],
    targetConcurrency: [{ key: 'model', flag: '--model knative', values: ['knative'] }],
    redundancy: joint,
    zones: joint,
    minReplicas: joint,
    headroom: joint,
    threads: joint,
    horizon: joint,
  })
}

/** What a file is made of, and where it goes. */
function assertEmission({ emit = [], manifest, kubernetes, container }: RecommendInput): void {
  assertOneOnScreen(emit, 'hpa=hpa.yaml')
  if (manifest !== undefined && kubernetes === true) throw contradict('--manifest', '--kubernetes')
  if (container === undefined) return
  if (manifest !== undefined) throw contradict('--container', '--manifest, which knows it')
  if (kubernetes === true) throw contradict('--container', '--kubernetes, which knows it')
  if (emit.every(({ kind }) => kind !== 'patch'))
    throw new OperatorError({
      sentence: '--container says nothing without --emit patch.',
      hint: 'Add --emit patch, or leave --container out.',
    })
}

import { OperatorError } from '../../../core/index.ts'
import { autoscalerSpec, type ContainerSettings, workloadSpec } from '../../../scaling/index.ts'
import type { EmitRequest, Proposal } from './emit-files.ts'

interface Made {
  objects: object[]
  warnings: string[]
}

/** For a server-side apply: what a plan sets of Deployments and StatefulSets, and nothing else. */
export function workloadObjects(proposals: readonly Proposal[], { container }: EmitRequest): Made {
  return each(proposals, (one) => {
    const { workload, proposed } = one
    const { name, kind, containers } = workload
    const assumed = container ?? name
    return {
      objects: [
        {
          apiVersion: 'apps/v1',
          kind: kindOf(one),
          metadata: metadataOf(one, name),
          spec: workloadSpec(containers ?? [unknown(assumed)], proposed),
        },
      ],
      warnings: [
        ...(kind === 'Workload'
          ? [`${name} is taken for a Deployment: where it is another, give --manifest.`]
          : []),
        ...(containers === undefined && container === null
          ? [`The container of ${name} is taken to be called ${assumed}: where it is not, give --container.`]
          : []),
        ...limitThatStays(one, containers?.map((own) => own.name) ?? [assumed]),
      ],
    }
  })
}

/** An autoscaler for each workload that the plan gives one. Throws OperatorError (exit 2) where it gives none to any. */
export function autoscalerObjects(proposals: readonly Proposal[], { inFlight }: EmitRequest): Made {
  const made = each(proposals, (one) => {
    const { workload, proposed } = one
    const { name, autoscalerName, current } = workload
    const { autoscaler } = proposed
    if (autoscaler === null)
      return {
        objects: [],
        warnings: [`The plan has no autoscaler for ${name}: ${proposed.replicas} throughout.`],
      }
    return {
      objects: [
        {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: metadataOf(one, autoscalerName ?? name),
          spec: autoscalerSpec(autoscaler, { kind: kindOf(one), name }, inFlight),
        },
      ],
      warnings: [
        ...(current.autoscaler !== null && autoscalerName === undefined
          ? [`${name} has an autoscaler: give this one its name, or both set the replicas.`]
          : []),
        ...(autoscaler.metric === 'in-flight'
          ? [
              `${name} is scaled by the metric ${inFlight?.metricName}, which an adapter of the custom metrics API has to serve for each pod.`,
            ]
          : []),
      ],
    }
  })
  if (made.objects.length > 0) return made
  throw new OperatorError({
    sentence: `There is no autoscaler to write. ${made.warnings.join(' ')}`,
    hint: 'Write the number of replicas with --emit patch.',
  })
}

function each(proposals: readonly Proposal[], make: (one: Proposal) => Made): Made {
  const all = proposals.map(make)
  return {
    objects: all.flatMap(({ objects }) => objects),
    warnings: all.flatMap(({ warnings }) => warnings),
  }
}

function unknown(name: string): ContainerSettings {
  const none = { cpuCores: null, memoryBytes: null }
  return { name, requests: none, limits: none }
}

function metadataOf({ workload: { namespace } }: Proposal, name: string): object {
  return { name, ...(namespace === null ? {} : { namespace }) }
}

/** Throws OperatorError (exit 2) for what has no replicas to set. */
function kindOf({ workload: { kind, name } }: Proposal): string {
  if (kind === 'Deployment' || kind === 'StatefulSet') return kind
  if (kind === 'Workload') return 'Deployment'
  throw new OperatorError({
    sentence: `${name} is a ${kind}, and not a Deployment or a StatefulSet.`,
    hint: 'Choose another workload with --name, or --emit compose or systemd.',
  })
}

/** An apply takes away only what the same manager set before. */
function limitThatStays({ workload, proposed }: Proposal, containers: readonly string[]): string[] {
  if (workload.current.cpuLimitMilli === null || proposed.cpuLimitMilli !== null) return []
  const patch = JSON.stringify({
    spec: {
      template: {
        spec: { containers: containers.map((name) => ({ name, resources: { limits: { cpu: null } } })) },
      },
    },
  })
  const kind = workload.kind === 'StatefulSet' ? 'statefulset' : 'deployment'
  const where = workload.namespace === null ? '' : ` -n ${workload.namespace}`
  return [
    `The limit of CPU of ${workload.name} is somebody else's, and stays until it is taken away: kubectl patch ${kind} ${workload.name}${where} -p '${patch}'`,
  ]
}

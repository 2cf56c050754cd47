import { openKubernetes } from '../../clients/index.ts'
import { type Finding, OperatorError } from '../../core/index.ts'
import type { ScaledWorkload } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { type ClusterWorkloads, kubernetesWorkloads } from './kubernetes-workloads.ts'
import type { RecommendInput } from './options.ts'

interface Unasked {
  name: string
  problem: OperatorError
}

/**
 * What runs in the clusters of all contexts that are wanted, or of the current one; those that did not tell are findings. Throws OperatorError
 * (exit 2) where the kubeconfig leads to none of a name, and (exit 3) where no cluster tells of anything that could be scaled.
 */
export async function kubernetesClusters(
  input: RecommendInput,
  context: Context,
): Promise<ClusterWorkloads & { findings: Finding[] }> {
  const { world } = context
  const wanted = [...new Set(input.context ?? [null])]
  const clients = []
  for (const name of wanted)
    clients.push(
      await openKubernetes({
        kubeconfig: {
          path: input.kubeconfig ?? null,
          environment: world.environment,
          folder: world.directory,
        },
        context: name,
        signal: world.interrupted,
        pause: (ms) => world.sleep(ms),
      }),
    )
  const [only, second] = clients
  if (only !== undefined && second === undefined)
    return { ...(await kubernetesWorkloads(only, input, context)), findings: [] }
  const answers = await Promise.all(
    clients.map(async (client) => {
      const { name } = client.context
      try {
        return { name, problem: null, told: await kubernetesWorkloads(client, input, context) }
      } catch (problem) {
        if (problem instanceof OperatorError) return { name, problem, told: null }
        throw problem
      }
    }),
  )
  const unasked = answers.flatMap(({ name, problem }) => (problem === null ? [] : [{ name, problem }]))
  const told = answers.flatMap(({ name, told }) => (told === null ? [] : [{ name, ...told }]))
  const [first] = unasked
  if (told.length === 0 && first !== undefined) throw noneOf(unasked)
  return {
    workloads: told.flatMap(({ name, workloads }) =>
      workloads.map((one): ScaledWorkload => ({ ...one, cluster: name })),
    ),
    namespaces: [...new Set(told.flatMap(({ namespaces }) => namespaces))],
    doubts: told.flatMap(({ name, doubts }) => doubts.map((doubt) => `${name}: ${doubt}`)),
    findings: unasked.map(({ name, problem }) => ({
      id: 'scale.cluster',
      instance: name,
      title: 'A cluster did not tell what could be scaled',
      status: 'unknown',
      because: problem.message.replace(/\.$/, ''),
      evidence: {},
    })),
  }
}

function noneOf(unasked: readonly Unasked[]): OperatorError {
  return new OperatorError({
    sentence: `No cluster tells of anything that could be scaled. ${unasked
      .map(({ name, problem }) => `${name}: ${problem.message}`)
      .join(' ')}`,
    hint: unasked[0]?.problem.hint ?? 'Check --context and --kubeconfig.',
    exitCode: 3,
  })
}

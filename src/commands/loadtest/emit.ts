import { maskSecrets, type Outcome } from '../../core/index.ts'
import { packedCommand, shortDigest } from '../../load/index.ts'
import { writeYaml } from '../../profiles/index.ts'
import { counted } from '../../report/index.ts'
import {
  kubernetesJob,
  type LoadPlan,
  modelSeconds,
  type PlanFile,
  planFileText,
  sealed,
  secretKeyOf,
  secretNameOf,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { loopbackWarnings, sliceArguments, travellingPlan } from './distribution.ts'
import type { LoadtestInput } from './options.ts'
import { loadInWords } from './safety.ts'

const usualImage = 'node:22-slim'
const usualStartInSeconds = 120
/** What a pod may take beyond the load itself: to be scheduled, to unpack, to print. */
const aroundSeconds = 120

interface Made {
  name: string
  mediaType: string
  text: string
  /** What to do with it, in order. */
  steps: string[]
  warnings: string[]
}

/** Writes what other machines run in place of this one; nothing is sent. */
export async function emitPlan(
  plan: LoadPlan,
  input: LoadtestInput,
  context: Context,
): Promise<Outcome<null>> {
  const { kind, file } = input.emit ?? { kind: 'plan', file: null }
  // First, for it takes seconds, which the begin is not to lose.
  const bundle = kind === 'plan' ? null : packedCommand()
  const startInSeconds = input.startIn ?? usualStartInSeconds
  const startEpochMs = Math.ceil(context.world.clock.epochMs() / 1000 + startInSeconds) * 1000
  const generators = input.parallelism ?? 1
  const { file: planFile } = travellingPlan(plan, { generators, startEpochMs }, context)
  const made =
    bundle === null
      ? planOnly(planFile, input)
      : await jobOf(planFile, { input, startInSeconds, file, bundle })
  const begin = new Date(startEpochMs).toISOString()
  const headline = `${loadInWords(plan, input)}, shared by ${counted(generators, 'generator')}, all from ${begin} on.`
  const { name, mediaType, steps } = made
  const comments =
    mediaType === 'application/yaml'
      ? [headline.replace(/\?[^\s,]*/g, '?...'), ...steps.map((step, index) => `${index + 1}. ${step}`)]
          .map((line) => `# ${maskSecrets(line)}\n`)
          .join('')
      : ''
  return {
    data: null,
    headline,
    findings: [],
    tables: [
      {
        title: 'What to do',
        columns: [
          { key: 'step', title: '', align: 'right' },
          { key: 'command', title: 'Command' },
        ],
        rows: steps.map((step, index) => [String(index + 1), step]),
      },
    ],
    warnings: made.warnings,
    documents: [{ name, mediaType, text: `${comments}${made.text}`, ...(file === null ? {} : { file }) }],
  }
}

function planOnly(plan: PlanFile, input: LoadtestInput): Made {
  const { generators, hidden } = plan
  const more = sliceArguments(input)
  return {
    name: 'plan.json',
    mediaType: 'application/json',
    text: planFileText(plan, shortDigest),
    steps: [
      `lewis-perf loadtest slice --plan plan.json --slice 1/${generators}${more.length === 0 ? '' : ` ${more.join(' ')}`} > 1.log`,
      'lewis-perf loadtest merge --from-logs *.log',
    ],
    warnings: hidden.map(
      ({ what, variable }) =>
        `The plan does not hold the ${what}, which each generator takes from its variable ${variable}.`,
    ),
  }
}

async function jobOf(
  plan: PlanFile,
  {
    input,
    startInSeconds,
    file,
    bundle,
  }: { input: LoadtestInput; startInSeconds: number; file: string | null; bundle: Buffer },
): Promise<Made> {
  const { model, warmupSeconds, drainSeconds, timeoutSeconds } = plan.plan
  const name = `lewis-perf-load-${sealed(plan, shortDigest).digest.slice(0, 10)}`
  const lasts = warmupSeconds + modelSeconds(model)
  const deadlineSeconds = Math.ceil(
    startInSeconds + lasts + 2 * drainSeconds + timeoutSeconds + aroundSeconds,
  )
  const parts = kubernetesJob({
    name,
    image: input.image ?? usualImage,
    pods: plan.generators,
    workers: input.workers ?? 1,
    planText: planFileText(plan, shortDigest),
    bundleBase64: bundle.toString('base64'),
    sliceArguments: sliceArguments(input),
    hidden: plan.hidden,
    deadlineSeconds,
  })
  const secret = secretCommand(name, plan)
  return {
    name: 'kubernetes-job.yaml',
    mediaType: 'application/yaml',
    text: (await Promise.all(parts.map(writeYaml))).join('---\n'),
    steps: [
      ...(secret === null ? [] : [secret.command]),
      // Not apply, which copies all of it into an annotation that is too short for it.
      `kubectl create -f ${file ?? 'FILE'}`,
      `kubectl wait --for=condition=complete --timeout=${deadlineSeconds}s job/${name}`,
      `kubectl logs -l app.kubernetes.io/instance=${name} --prefix --tail=-1 --max-log-requests=${plan.generators} > pods.log`,
      'lewis-perf loadtest merge --from-logs pods.log',
      `kubectl delete job/${name} configmap/${name}${secret === null ? '' : ` secret/${secretNameOf(name)}`}`,
    ],
    warnings: [...(secret?.warnings ?? []), ...loopbackWarnings(plan.plan, 'each pod')],
  }
}

/** How the values get into the cluster that the manifest does not hold. */
function secretCommand(name: string, { hidden }: PlanFile): { command: string; warnings: string[] } | null {
  if (hidden.length === 0) return null
  const variables = [...new Set(hidden.map(({ variable }) => variable))]
  const files = variables.map((variable) => `--from-file=${secretKeyOf(variable)}=FILE`)
  const command = `kubectl create secret generic ${secretNameOf(name)} ${files.join(' ')}`
  return {
    command,
    warnings: [
      `What is confidential is not in the manifest. Write it into files, and make them known before the Job begins: ${command}.`,
      ...variables.map((variable) => {
        const places = hidden.filter((one) => one.variable === variable).map(({ what }) => what)
        return `${secretKeyOf(variable)} is the whole value of ${places.join(' and ')}.`
      }),
    ],
  }
}

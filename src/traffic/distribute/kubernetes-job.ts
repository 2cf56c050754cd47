import { OperatorError } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { HiddenValue } from './hidden-values.ts'

/** What a Job is made from. */
export interface JobRequest {
  /** Of the Job and all that belongs to it. */
  name: string
  image: string
  pods: number
  /** Generator threads of each pod, for which it asks a core each. */
  workers: number
  planText: string
  /** The one file, compressed by Brotli, in base64. */
  bundleBase64: string
  /** What the command line of a slice says besides the plan and its number. */
  sliceArguments: readonly string[]
  hidden: readonly HiddenValue[]
  /** Pods that are not done by then are ended. */
  deadlineSeconds: number
}

/** Where the ConfigMap and the unpacked file are, seen from the folder in which a pod works. */
export const podFolders = { working: '/lewis-perf', load: 'load', unpacked: 'unpacked' } as const
export const planKey = 'plan.json'
export const bundleKey = 'lewis-perf.mjs.br'

/** What the API server takes of a ConfigMap. */
const mostBytes = 2 ** 20

/**
 * An Indexed Job and its ConfigMap: pod i runs slice i of the plan. Throws OperatorError (exit 2) where plan and bundle do not fit in a
 * ConfigMap.
 */
export function kubernetesJob(request: JobRequest): Record<string, unknown>[] {
  const { planText, bundleBase64, name } = request
  const bytes = new TextEncoder().encode(planText).length + bundleBase64.length
  if (bytes > mostBytes)
    throw new OperatorError({
      sentence: `The plan and the packed lewis-perf have ${formatQuantity(bytes, 'bytes')}, and a ConfigMap holds ${formatQuantity(mostBytes, 'bytes')}.`,
      hint: 'Make bodies and lists of values shorter, or run it over ssh: --generators user@host1,user@host2.',
    })
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(name),
      immutable: true,
      data: { [planKey]: planText },
      binaryData: { [bundleKey]: bundleBase64 },
    },
    job(request),
  ]
}

/** The name of the Secret with the values that the plan does not hold. */
export function secretNameOf(name: string): string {
  return `${name}-values`
}

/** The key of a hidden value in the Secret. */
export function secretKeyOf(variable: string): string {
  return variable.replace(/^.*_/, 'value-')
}

function metadata(name: string): Record<string, unknown> {
  return { name, labels: labelsOf(name) }
}

function labelsOf(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': 'lewis-perf-load', 'app.kubernetes.io/instance': name }
}

function job({ name, pods, deadlineSeconds, ...request }: JobRequest): Record<string, unknown> {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(name),
    spec: {
      completionMode: 'Indexed',
      completions: pods,
      parallelism: pods,
      // A pod that begins again would come too late.
      backoffLimit: 0,
      activeDeadlineSeconds: deadlineSeconds,
      template: {
        metadata: { labels: labelsOf(name) },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 30,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            runAsGroup: 1000,
            fsGroup: 1000,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labelsOf(name) },
            },
          ],
          containers: [container({ name, pods, deadlineSeconds, ...request })],
          volumes: [
            { name: 'load', configMap: { name } },
            { name: 'unpacked', emptyDir: { sizeLimit: '16Mi' } },
          ],
        },
      },
    },
  }
}

function container({
  name,
  image,
  pods,
  workers,
  sliceArguments,
  hidden,
}: JobRequest): Record<string, unknown> {
  const { working, load, unpacked } = podFolders
  const variables = [...new Set(hidden.map(({ variable }) => variable))]
  return {
    name: 'generator',
    image,
    workingDir: working,
    command: ['node', '-e', startText(pods), '--'],
    args: ['loadtest', 'slice', '--plan', `${load}/${planKey}`, ...sliceArguments],
    ...(variables.length === 0
      ? {}
      : {
          env: variables.map((variable) => ({
            name: variable,
            valueFrom: { secretKeyRef: { name: secretNameOf(name), key: secretKeyOf(variable) } },
          })),
        }),
    // No limit of CPU: a generator that is throttled stands still, and shows the target as slow.
    resources: {
      requests: { cpu: String(workers), memory: '256Mi' },
      limits: { memory: `${512 + 256 * (workers - 1)}Mi` },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'load', mountPath: `${working}/${load}`, readOnly: true },
      { name: 'unpacked', mountPath: `${working}/${unpacked}` },
    ],
  }
}

/** A program that unpacks the one file and runs it as the pod's only process, with the number of its slice. */
function startText(pods: number): string {
  const { load, unpacked } = podFolders
  return [
    `const file = require('path').resolve('${unpacked}/lewis-perf.mjs')`,
    `const packed = require('fs').readFileSync('${load}/${bundleKey}')`,
    `require('fs').writeFileSync(file, require('zlib').brotliDecompressSync(packed))`,
    `const slice = Number(process.env.JOB_COMPLETION_INDEX) + 1`,
    `process.argv = [process.execPath, file, ...process.argv.slice(1), '--slice', slice + '/${pods}']`,
    `import(require('url').pathToFileURL(file))`,
    '',
  ].join('\n')
}

import { maskSecrets, type Outcome } from '../../core/index.ts'
import type { RecommendData, Recommended } from '../../scaling/index.ts'
import { inFlightOf } from './in-flight-of.ts'
import type { Manifest } from './manifest/index.ts'
import type { RecommendInput } from './options.ts'

/** `outcome` with the files that --emit asks for, and what is to be known of them. */
export async function withEmission(
  outcome: Outcome<RecommendData>,
  recommended: readonly Recommended[],
  { input, manifest }: { input: RecommendInput; manifest: Manifest | null },
): Promise<Outcome<RecommendData>> {
  if (input.emit === undefined) return outcome
  const { emitFiles } = await import('./emit/index.ts')
  const { documents, warnings } = await emitFiles(input.emit, {
    recommended,
    manifest,
    inFlight: inFlightOf(input),
    container: input.container ?? null,
    comments: [commandOf(input), ...reasons(outcome, recommended)],
  })
  return { ...outcome, documents, warnings: [...outcome.warnings, ...warnings] }
}

function reasons({ headline = '' }: Outcome<RecommendData>, all: readonly Recommended[]): string[] {
  return [
    headline,
    ...all.flatMap(({ workload, recommendation }) =>
      recommendation.because.map((line) => `- ${all.length === 1 ? '' : `${workload.name}: `}${line}`),
    ),
  ]
}

/** As far as it says where the numbers are from. */
function commandOf({ samples, prometheus, kubernetes, namespace = [], name, model }: RecommendInput): string {
  return [
    'lewis-perf recommend-scale',
    ...(samples === undefined ? [] : ['--samples', samples]),
    ...(kubernetes === true ? ['--kubernetes'] : []),
    ...(prometheus === undefined ? [] : ['--prometheus', maskSecrets(prometheus)]),
    ...namespace.flatMap((one) => ['--namespace', one]),
    ...(name === undefined ? [] : ['--name', name]),
    ...(model === undefined ? [] : ['--model', model]),
  ].join(' ')
}

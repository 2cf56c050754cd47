import { type Document, OperatorError } from '../../../core/index.ts'
import type { FleetSettings, InFlightMetric, Recommended } from '../../../scaling/index.ts'
import type { EmitTarget } from '../../emit-target.ts'
import type { EmissionKind } from '../emit-options.ts'
import type { Manifest, ManifestForm } from '../manifest/index.ts'
import { newFile } from './new-file.ts'

/** What to make files of. */
export interface EmitRequest {
  recommended: readonly Recommended[]
  /** The operator's own file, where there is one. */
  manifest: Manifest | null
  inFlight: InFlightMetric | null
  /** --container. */
  container: string | null
  /** With what it was made, and what came of it: lines of a comment. */
  comments: readonly string[]
}

/** A workload with a proposal. */
export interface Proposal extends Recommended {
  proposed: FleetSettings
}

const kindsOf: Record<ManifestForm, readonly EmissionKind[]> = {
  kubernetes: ['patch', 'hpa'],
  compose: ['compose'],
  systemd: ['systemd'],
}
const wordsOf: Record<ManifestForm, string> = {
  kubernetes: 'Kubernetes objects',
  compose: 'compose services',
  systemd: 'a systemd unit',
}

/** Throws OperatorError (exit 2) where a file of one kind cannot be made of one of another. */
export function assertEmittable(
  targets: readonly EmitTarget<EmissionKind>[],
  { file, form }: Manifest,
): void {
  const other = targets.find(({ kind }) => !kindsOf[form].includes(kind))
  if (other === undefined) return
  throw new OperatorError({
    sentence: `${file} holds ${wordsOf[form]}, of which --emit ${other.kind} makes nothing.`,
    hint: `Give --emit ${kindsOf[form].join(' or ')}, or leave --manifest out.`,
  })
}

/** The files asked for, and what is to be known of them. Throws OperatorError (exit 2) where a kind has no place for the plan. */
export async function emitFiles(
  targets: readonly EmitTarget<EmissionKind>[],
  request: EmitRequest,
): Promise<{ documents: Document[]; warnings: string[] }> {
  const proposals = request.recommended.flatMap((one): Proposal[] =>
    one.recommendation.proposed === null ? [] : [{ ...one, proposed: one.recommendation.proposed }],
  )
  const documents: Document[] = []
  const warnings: string[] = []
  for (const { kind, file } of targets) {
    const made =
      request.manifest !== null && isInFile(kind, request.manifest, proposals)
        ? await changedManifest(request.manifest, proposals, request.inFlight)
        : await newFile(kind, proposals, request)
    const mediaType = kind === 'systemd' ? 'text/plain' : 'application/yaml'
    documents.push({ name: nameOf(kind), mediaType, text: made.text, ...(file === null ? {} : { file }) })
    warnings.push(...made.warnings)
  }
  return { documents, warnings: [...new Set(warnings)] }
}

/** An autoscaler that the file does not have is made anew. */
function isInFile(kind: EmissionKind, { workloads }: Manifest, proposals: readonly Proposal[]): boolean {
  return (
    kind !== 'hpa' ||
    proposals.some(
      ({ workload }) => workloads.find(({ name }) => name === workload.name)?.autoscalerName !== undefined,
    )
  )
}

/** The text of the operator's own file with what is proposed in it. Throws OperatorError (exit 2) where it has no place for it. */
export async function changedManifest(
  { text, workloads }: Manifest,
  proposals: readonly Proposal[],
  inFlight: InFlightMetric | null,
): Promise<{ text: string; warnings: string[] }> {
  let changed = text
  const warnings: string[] = []
  for (const { workload, proposed } of proposals) {
    const own = workloads.find(
      ({ kind, name, namespace }) =>
        kind === workload.kind &&
        name === workload.name &&
        (namespace ?? workload.namespace) === workload.namespace,
    )
    if (own === undefined) continue
    const made = await own.change(changed, proposed, inFlight)
    changed = made.text
    warnings.push(...made.warnings)
  }
  return { text: changed, warnings }
}

function nameOf(kind: EmissionKind): string {
  return kind === 'systemd' ? 'limits.conf' : `${kind}.yaml`
}

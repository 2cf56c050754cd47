import type { Document, Outcome } from '../../core/index.ts'
import { writeYaml } from '../../profiles/index.ts'
import { decide, type Emission, emitters, type SizeData, type SizeRequest } from '../../sizing/index.ts'
import { assertOneOnScreen, type EmitTarget } from '../emit-target.ts'

/** `outcome` with the files asked for, and what the quota said to them. A file without a place takes over standard output. */
export async function emitDocuments(
  outcome: Outcome<SizeData>,
  request: SizeRequest,
  targets: readonly EmitTarget[],
): Promise<Outcome<SizeData>> {
  assertOneOnScreen(targets, 'kubernetes=deploy.yaml')
  const answer = decide(request)
  const documents: Document[] = []
  const findings = [...outcome.findings]
  for (const { kind, file } of targets) {
    const emission = emitters.find((emitter) => emitter.kind === kind)?.emit(answer, request.profile)
    if (emission === undefined) continue
    documents.push({
      ...(await documentOf(emission, outcome.headline ?? '')),
      ...(file === null ? {} : { file }),
    })
    for (const finding of emission.findings)
      if (findings.every(({ id }) => id !== finding.id)) findings.push(finding)
  }
  return { ...outcome, findings, documents }
}

async function documentOf(
  { fileName, mediaType, comments, content }: Emission,
  headline: string,
): Promise<Document> {
  const head = [headline, ...comments].map((line) => `# ${line.replaceAll('\n', ' ')}\n`).join('')
  const body =
    'lines' in content
      ? content.lines.join('\n')
      : (await Promise.all(content.documents.map(writeYaml))).join('---\n')
  return { name: fileName, mediaType, text: `${head}${body.trimEnd()}\n` }
}

import { OperatorError } from '../../../core/index.ts'
import { plainAt, readYamlFile } from '../../../profiles/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'
import { composeWorkloads } from './compose-file.ts'
import { kubernetesWorkloadsOf } from './kubernetes-file.ts'
import type { Manifest } from './manifest.ts'
import { systemdWorkload } from './systemd-file.ts'

const mostBytes = 2 ** 20

/** The manifest of a file; what kind it is, its content says. Throws OperatorError (exit 2) where it is none, or tells of no workload. */
export async function openManifest(file: string, context: Context): Promise<Manifest> {
  const hint = 'Give a file of Kubernetes, of compose, or a unit of systemd.'
  const text = readInput(file, hint, context)
  if (text.length > mostBytes)
    throw new OperatorError({ sentence: `${file} is larger than 1 MiB.`, hint: 'Give a part of it.' })
  if (/^\[(Unit|Service|Install)\]\s*$/m.test(text))
    return { file, form: 'systemd', text, workloads: [systemdWorkload(text, file)] }
  const documents = await readYamlFile(text, file)
  if (documents.some((one) => typeof plainAt(one, ['kind']) === 'string')) {
    const workloads = kubernetesWorkloadsOf(documents, file)
    if (workloads.length > 0) return { file, form: 'kubernetes', text, workloads }
    throw new OperatorError({
      sentence: `${file} has no Deployment and no StatefulSet with replicas.`,
      hint: 'Give the file that has it; several documents are fine.',
    })
  }
  const workloads = composeWorkloads(documents, file)
  if (workloads.length > 0) return { file, form: 'compose', text, workloads }
  throw new OperatorError({
    sentence: `${file} is no manifest: it has neither kind:, nor services:, nor [Service].`,
    hint,
  })
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { type Ended, run } from './installed.ts'

/** As much of a manifest as a pod is made from. */
export interface Manifest {
  data?: Record<string, string>
  binaryData?: Record<string, string>
  spec: {
    template: {
      spec: {
        containers: {
          command: string[]
          args: string[]
          env?: { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } }[]
        }[]
      }
    }
  }
}

/** The ConfigMap and the Job of a manifest. */
export interface Emitted {
  files: Manifest
  job: Manifest
  text: string
}

export function manifestIn(file: string): Emitted {
  const text = readFileSync(file, 'utf8')
  const [files, job] = parseAllDocuments(text).map((document) => document.toJS() as Manifest)
  if (files === undefined || job === undefined) throw new Error('there are not two documents')
  return { files, job, text }
}

/** The manifest's own command and environment as a process, in a folder as the pod sees it. */
export function pod(
  { files, job }: Emitted,
  index: number,
  secrets: Record<string, string> = {},
  more: readonly string[] = [],
): Promise<Ended> {
  const working = mkdtempSync(join(tmpdir(), `lewis-perf-pod-${index}-`))
  for (const name of ['load', 'unpacked']) mkdirSync(join(working, name))
  for (const [key, text] of Object.entries(files.data ?? {})) writeFileSync(join(working, 'load', key), text)
  for (const [key, packed] of Object.entries(files.binaryData ?? {}))
    writeFileSync(join(working, 'load', key), Buffer.from(packed, 'base64'))
  const [container] = job.spec.template.spec.containers
  const [program = '', ...command] = container?.command ?? []
  const own = Object.fromEntries(
    (container?.env ?? []).map(({ name, valueFrom }) => [name, secrets[valueFrom.secretKeyRef.key] ?? '']),
  )
  return run(program, [...command, ...(container?.args ?? []), ...more], {
    cwd: working,
    env: { ...own, JOB_COMPLETION_INDEX: String(index) },
  }).finally(() => rmSync(working, { recursive: true, force: true }))
}

/** As `kubectl logs --prefix --timestamps` prints pods that also say other things. */
export function logOf(ended: readonly Ended[]): string {
  return ended
    .map(({ output, errors }, index) =>
      `before\n${errors}${output}after`
        .split('\n')
        .map((line) => `[pod/load-${index}/generator] 2026-01-31T12:00:0${index}.123456789Z ${line}\n`)
        .join(''),
    )
    .join('')
}

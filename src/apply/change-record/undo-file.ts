import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs'
import type { Manifest } from '../../clients/index.ts'
import { fileFault, OperatorError } from '../../core/index.ts'
import type { ChangeStep } from '../cluster-change/index.ts'
import type { FileStep } from './file-step.ts'

/** Where something was changed. */
export type ChangeTarget =
  | {
      kind: 'kubernetes'
      context: string
      /** The URL of the API server, without credentials. */
      server: string
    }
  | { kind: 'file'; path: string }

/** What brings back what was in a cluster. */
export interface ClusterUndo {
  target: Extract<ChangeTarget, { kind: 'kubernetes' }>
  steps: ChangeStep[]
}

/** What brings back what was in a file. */
export interface FileUndo {
  target: Extract<ChangeTarget, { kind: 'file' }>
  steps: FileStep[]
}

/** All that brings back what was. */
export type UndoRecord = ClusterUndo | FileUndo

export const undoSchema = 'lewis-perf/undo/1'

/** Writes an undo file, for its owner's eyes only, onto the disk. Throws OperatorError (exit 3) where it cannot, or is there already. */
export function writeUndoFile(path: string, record: UndoRecord): void {
  const text = `${JSON.stringify({ schema: undoSchema, target: record.target, steps: stepsOf(record) }, null, 2)}\n`
  let made = false
  try {
    const file = openSync(path, 'wx', 0o600)
    made = true
    try {
      const bytes = Buffer.from(text)
      const count = writeSync(file, bytes)
      if (count < bytes.length) throw new Error(`only ${count} of ${bytes.length} bytes went in`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    if (made) unlinkSync(path)
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new OperatorError({
      sentence: isThere
        ? `The undo file ${path} is there already: nothing was changed.`
        : `The undo file ${path} could not be written, so nothing was changed: ${fileFault(cause)}.`,
      hint: 'Name another with --undo-file FILE.',
      exitCode: 3,
      cause,
    })
  }
}

function stepsOf(record: UndoRecord): object[] {
  return isOfFile(record) ? record.steps.map(ofFile) : record.steps.map(ofCluster)
}

/** Whether it is of a file, and not of a cluster. */
export function isOfFile(record: UndoRecord): record is FileUndo {
  return record.target.kind === 'file'
}

function ofFile({ path, before, after }: FileStep): object {
  return { before: { path, text: before }, after: { path, text: after } }
}

function ofCluster({ object, before, after, replicas }: ChangeStep): object {
  const { apiVersion, kind, namespace, name } = object
  const whole = (spec: Manifest | null) =>
    spec === null ? null : { apiVersion, kind, metadata: { namespace, name }, spec }
  return { before: whole(before), after: whole(after), ...(replicas === undefined ? {} : { replicas }) }
}

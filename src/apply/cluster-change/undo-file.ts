import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs'
import type { Manifest } from '../../clients/index.ts'
import { fileFault, isObject, OperatorError } from '../../core/index.ts'
import type { ChangedObject, ChangeStep } from './change-step.ts'

/** Where something was changed. */
export interface UndoTarget {
  kind: 'kubernetes'
  context: string
  /** The URL of the API server, without credentials. */
  server: string
}

/** All that brings back what was. */
export interface UndoRecord {
  target: UndoTarget
  steps: ChangeStep[]
}

export const undoSchema = 'lewis-perf/undo/1'

const kinds: Readonly<Record<ChangedObject['kind'], string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
}

/** Writes an undo file, for its owner's eyes only, onto the disk. Throws OperatorError (exit 3) where it cannot, or is there already. */
export function writeUndoFile(path: string, { target, steps }: UndoRecord): void {
  const text = `${JSON.stringify({ schema: undoSchema, target, steps: steps.map(written) }, null, 2)}\n`
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

/** Reads an undo file. Throws OperatorError (exit 2) where the text is none. */
export function parseUndoFile(text: string, path: string): UndoRecord {
  const record = parsed(text)
  const schema = isObject(record) ? record['schema'] : undefined
  if (!isObject(record) || (schema !== undefined && schema !== undoSchema) || schema === undefined)
    throw noUndoFile(path, typeof schema === 'string' ? `its schema is ${schema}` : 'it has no schema')
  const { target, steps } = record
  if (
    !isObject(target) ||
    target['kind'] !== 'kubernetes' ||
    typeof target['context'] !== 'string' ||
    typeof target['server'] !== 'string'
  )
    throw noUndoFile(path, 'its target is no Kubernetes cluster')
  if (!Array.isArray(steps) || steps.length === 0) throw noUndoFile(path, 'it has no steps')
  return {
    target: { kind: 'kubernetes', context: target['context'], server: target['server'] },
    steps: steps.map((step, index) => readStep(step, path, index)),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function noUndoFile(path: string, why: string): OperatorError {
  return new OperatorError({
    sentence: `${path} is no undo file of recommend-scale --apply: ${why}.`,
    hint: `Give the file that --apply wrote: its schema is ${undoSchema}.`,
  })
}

function written({ object, before, after }: ChangeStep): object {
  const { apiVersion, kind, namespace, name } = object
  const whole = (spec: Manifest | null) =>
    spec === null ? null : { apiVersion, kind, metadata: { namespace, name }, spec }
  return { before: whole(before), after: whole(after) }
}

function readStep(step: unknown, path: string, index: number): ChangeStep {
  const { before, after } = isObject(step) ? step : {}
  const named = isObject(before) ? before : after
  const object = objectOf(named)
  if (
    object === null ||
    (isObject(before) && isObject(after) && JSON.stringify(object) !== JSON.stringify(objectOf(after)))
  )
    throw noUndoFile(path, `its step ${index + 1} names no object that can be changed`)
  return { object, before: specOf(before), after: specOf(after) }
}

function objectOf(value: unknown): ChangedObject | null {
  if (!isObject(value) || !isObject(value['metadata']) || !isObject(value['spec'])) return null
  const { apiVersion, kind } = value
  const { namespace, name } = value['metadata']
  const known = Object.entries(kinds).find(([one, version]) => one === kind && version === apiVersion)
  if (known === undefined || typeof namespace !== 'string' || typeof name !== 'string') return null
  return { apiVersion: known[1], kind: known[0] as ChangedObject['kind'], namespace, name }
}

function specOf(value: unknown): Manifest | null {
  return isObject(value) && isObject(value['spec']) ? value['spec'] : null
}

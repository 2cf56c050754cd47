import type { Manifest } from '../../clients/index.ts'
import { isObject, OperatorError } from '../../core/index.ts'
import type { ChangedObject, ChangeStep } from '../cluster-change/index.ts'
import type { FileStep } from './file-step.ts'
import { type UndoRecord, undoSchema } from './undo-file.ts'

const kinds: Readonly<Record<ChangedObject['kind'], string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
}

/** Reads an undo file. Throws OperatorError (exit 2) where the text is none. */
export function parseUndoFile(text: string, path: string): UndoRecord {
  const record = parsed(text)
  const schema = isObject(record) ? record['schema'] : undefined
  if (!isObject(record) || schema !== undoSchema)
    throw noUndoFile(path, typeof schema === 'string' ? `its schema is ${schema}` : 'it has no schema')
  const { target, steps } = record
  if (!Array.isArray(steps) || steps.length === 0) throw noUndoFile(path, 'it has no steps')
  if (isObject(target) && target['kind'] === 'file' && typeof target['path'] === 'string')
    return {
      target: { kind: 'file', path: target['path'] },
      steps: steps.map((step, index) => fileStep(step, path, index)),
    }
  if (
    isObject(target) &&
    target['kind'] === 'kubernetes' &&
    typeof target['context'] === 'string' &&
    typeof target['server'] === 'string'
  )
    return {
      target: { kind: 'kubernetes', context: target['context'], server: target['server'] },
      steps: steps.map((step, index) => clusterStep(step, path, index)),
    }
  throw noUndoFile(path, 'its target is neither a Kubernetes cluster nor a file')
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

function fileStep(step: unknown, path: string, index: number): FileStep {
  const { before, after } = isObject(step) ? step : {}
  if (
    isObject(before) &&
    isObject(after) &&
    typeof before['path'] === 'string' &&
    before['path'] === after['path'] &&
    typeof before['text'] === 'string' &&
    typeof after['text'] === 'string'
  )
    return { path: before['path'], before: before['text'], after: after['text'] }
  throw noUndoFile(path, `its step ${index + 1} is not of a file before and after`)
}

function clusterStep(step: unknown, path: string, index: number): ChangeStep {
  const { before, after } = isObject(step) ? step : {}
  const named = isObject(before) ? before : after
  const object = objectOf(named)
  if (
    object === null ||
    (isObject(before) && isObject(after) && JSON.stringify(object) !== JSON.stringify(objectOf(after)))
  )
    throw noUndoFile(path, `its step ${index + 1} names no object that can be changed`)
  const replicas = isObject(step) ? step['replicas'] : undefined
  return {
    object,
    before: specOf(before),
    after: specOf(after),
    ...(typeof replicas === 'number' ? { replicas } : {}),
  }
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

import { type Manifest, quantityValue } from '../../clients/index.ts'
import { isObject } from '../../core/index.ts'
import type { ChangeStep } from './change-step.ts'

/** A field that differs; null where it is not there. */
export interface FieldChange {
  /** From `spec` on: `template.spec.containers[app].resources.requests.cpu`. */
  field: string
  before: string | null
  after: string | null
}

/** All values of a spec by their paths; items of lists by their names, or by their places where they have none. */
export function leavesOf(spec: unknown): Map<string, string> {
  const found = new Map<string, string>()
  collect(spec ?? {}, '', found)
  return found
}

/** What a step changes, field by field. */
export function fieldChanges({ before, after }: ChangeStep): FieldChange[] {
  const [old, next] = [leavesOf(before), leavesOf(after)]
  const fields = [...new Set([...old.keys(), ...next.keys()])]
  return fields.flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: next.get(field) ?? null }
    return isSame(change.before, change.after) ? [] : [change]
  })
}

/** Those of the step's fields that a live spec has otherwise than `wanted`, one of the step's two states. */
export function deviations(live: unknown, step: ChangeStep, wanted: Manifest | null): FieldChange[] {
  const now = leavesOf(live)
  const right = leavesOf(wanted)
  const fields = new Set([...leavesOf(step.before).keys(), ...leavesOf(step.after).keys()])
  return [...fields].flatMap((field) => {
    const change = { field, before: right.get(field) ?? null, after: now.get(field) ?? null }
    return isSame(change.before, change.after) ? [] : [change]
  })
}

/** Two texts of a quantity are the same value: `1Gi` and `1024Mi`. */
function isSame(one: string | null, other: string | null): boolean {
  if (one === other || one === null || other === null) return one === other
  const value = quantityValue(one)
  return value !== null && value === quantityValue(other)
}

function collect(value: unknown, path: string, found: Map<string, string>): void {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) collect(item, `${path}[${itemName(item, index)}]`, found)
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === '' ? key : `${path}.${key}`, found)
  else if (value !== undefined) found.set(path, String(value))
}

function itemName(item: unknown, index: number): string {
  const named = isObject(item) ? item['name'] : undefined
  return typeof named === 'string' ? named : String(index)
}

import { type Parsed, rejected, understood } from './parsed.ts'

/** How to bring a changed system back: one step for each change, in the order in which they were made. */
export interface UndoFile {
  schema: 'lewis-perf/undo/1'
  target: string
  steps: { before: unknown; after: unknown }[]
}

const hint = 'Give the undo file that lewis-perf wrote before its change.'

/** An undo file from its JSON text. */
export function parseUndoFile(text: string): Parsed<UndoFile> {
  let value: Partial<UndoFile> | null
  try {
    value = JSON.parse(text)
  } catch {
    return rejected('is not JSON', hint)
  }
  if (value?.schema !== 'lewis-perf/undo/1') {
    return rejected(
      `has schema ${JSON.stringify(value?.schema ?? null)} where lewis-perf/undo/1 is needed`,
      hint,
    )
  }
  const steps: unknown = value.steps
  const whole =
    typeof value.target === 'string' &&
    Array.isArray(steps) &&
    steps.every((step) => typeof step === 'object' && step !== null && 'before' in step && 'after' in step)
  return whole ? understood(value as UndoFile) : rejected('lacks its target or a step', hint)
}

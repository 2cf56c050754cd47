import { describe, expect, it } from 'vitest'
import { parseUndoFile } from '../../src/core/index.ts'

const hint = 'Give the undo file that lewis-perf wrote before its change.'
const whole = {
  schema: 'lewis-perf/undo/1',
  target: 'deployment/lewis-app',
  steps: [
    { before: { replicas: 3 }, after: { replicas: 6 } },
    { before: null, after: 'x' },
  ],
}

describe('an undo file', () => {
  it('is read as it was written', () => {
    expect(parseUndoFile(JSON.stringify(whole))).toEqual({ ok: true, value: whole })
    expect(parseUndoFile(JSON.stringify({ ...whole, steps: [] })).ok).toBe(true)
  })

  it.each(['', '{', 'undo'])('%j is not JSON', (text) => {
    expect(parseUndoFile(text)).toEqual({ ok: false, problem: 'is not JSON', hint })
  })

  it.each([
    ['null', 'null'],
    ['5', 'null'],
    ['[]', 'null'],
    ['{}', 'null'],
    ['{"schema":"lewis-perf/1"}', '"lewis-perf/1"'],
    ['{"schema":7}', '7'],
  ])('%s has another schema, which the problem names', (text, found) => {
    expect(parseUndoFile(text)).toEqual({
      ok: false,
      problem: `has schema ${found} where lewis-perf/undo/1 is needed`,
      hint,
    })
  })

  it.each([
    ['no target', { target: undefined }],
    ['a target that is no text', { target: 5 }],
    ['no steps', { steps: undefined }],
    ['steps that are no list', { steps: {} }],
    ['a step that is null', { steps: [null] }],
    ['a step that is a text', { steps: ['x'] }],
    ['a step without before', { steps: [{ after: 1 }] }],
    ['a step without after', { steps: [whole.steps[0], { before: 1 }] }],
  ])('with %s is refused whole', (_, damage) => {
    expect(parseUndoFile(JSON.stringify({ ...whole, ...damage }))).toEqual({
      ok: false,
      problem: 'lacks its target or a step',
      hint,
    })
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ClusterUndo,
  lineChanges,
  parseUndoFile,
  writeFileStep,
  writeUndoFile,
} from '../../src/apply/index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-record-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('lines that change', () => {
  test.each<[string, string, string, [string, string | null, string | null][]]>([
    ['nothing', 'a\nb', 'a\nb', []],
    ['one line', 'a\nb\nc', 'a\nx\nc', [['line 2', 'b', 'x']]],
    ['a line more', 'a\nc', 'a\nb\nc', [['line 2', null, 'b']]],
    ['a line less', 'a\nb\nc', 'a\nc', [['line 2', 'b', null]]],
    [
      'two for one',
      'a\nb\nc',
      'a\nx\ny\nc',
      [
        ['line 2', 'b', 'x'],
        ['line 3', null, 'y'],
      ],
    ],
    ['all', 'a', 'b', [['line 1', 'a', 'b']]],
  ])('%s', (_, before, after, expected) => {
    expect(lineChanges(before, after).map((one) => [one.field, one.before, one.after])).toEqual(expected)
  })

  test('turn one text into the other, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = lineChanges(before, after)
        const count = (lines: (string | null)[]) => lines.filter((line) => line !== null).length
        const [gone, added] = [
          count(changes.map((one) => one.before)),
          count(changes.map((one) => one.after)),
        ]
        expect(before.split('\n').length - gone).toBe(after.split('\n').length - added)
        const left = before.split('\n')
        for (const { before: line } of changes) if (line !== null) left.splice(left.indexOf(line), 1)
        const right = after.split('\n')
        for (const { after: line } of changes) if (line !== null) right.splice(right.indexOf(line), 1)
        expect(left.toSorted()).toEqual(right.toSorted())
      }),
    )
  })
})

describe('a file step', () => {
  test('is written once, and only over the text that it is from', () => {
    const path = join(folder, 'a.yaml')
    writeFileSync(path, 'one')
    const step = { path, before: 'one', after: 'two' }
    expect(writeFileStep(step)).toEqual({ state: 'done', reason: '' })
    expect(writeFileStep(step)).toEqual({ state: 'already', reason: '' })
    writeFileSync(path, 'three')
    expect(writeFileStep(step)).toEqual({
      state: 'refused',
      reason: expect.stringContaining('Somebody changed'),
    })
    expect(readFileSync(path, 'utf8')).toBe('three')
  })

  test('says what the system says', () => {
    const step = { path: join(folder, 'nosuch'), before: 'one', after: 'two' }
    expect(writeFileStep(step)).toEqual({
      state: 'refused',
      reason: expect.stringContaining('nosuch could not be written'),
    })
  })
})

describe('an undo file', () => {
  const of = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'a', name }) as const
  const record: ClusterUndo = {
    target: { kind: 'kubernetes', context: 'prod', server: 'https://10.0.0.1' },
    steps: [
      { object: of('app'), before: { replicas: 3 }, after: { replicas: 5 } },
      {
        object: { ...of('hpa'), apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
        before: null,
        after: { minReplicas: 1 },
      },
    ],
  }

  test('comes back as it was written, from a cluster and from a file', () => {
    const path = join(folder, 'undo.json')
    writeUndoFile(path, record)
    expect(parseUndoFile(readFileSync(path, 'utf8'), path)).toEqual(record)
    const ofFile = {
      target: { kind: 'file', path: '/a' },
      steps: [{ path: '/a', before: 'x', after: 'y' }],
    } as const
    const other = join(folder, 'undo-file.json')
    writeUndoFile(other, { target: ofFile.target, steps: [...ofFile.steps] })
    expect(parseUndoFile(readFileSync(other, 'utf8'), other)).toEqual(ofFile)
  })

  test('is not written into a folder that is not there', () => {
    expect(() => writeUndoFile(join(folder, 'no', 'undo.json'), record)).toThrow('so nothing was changed')
  })

  test('of two objects in one step is none', () => {
    const whole = (name: string) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'a', name },
      spec: {},
    })
    const text = JSON.stringify({
      schema: 'lewis-perf/undo/1',
      target: record.target,
      steps: [{ before: whole('a'), after: whole('b') }],
    })
    expect(() => parseUndoFile(text, 'u.json')).toThrow('names no object that can be changed')
  })

  test('of a file whose texts are not there is none', () => {
    const text = JSON.stringify({
      schema: 'lewis-perf/undo/1',
      target: { kind: 'file', path: '/a' },
      steps: [{ before: { path: '/a' }, after: { path: '/a', text: 'y' } }],
    })
    expect(() => parseUndoFile(text, 'u.json')).toThrow('is not of a file before and after')
  })
})

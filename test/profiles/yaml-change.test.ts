import { describe, expect, test } from 'vitest'
import { changedYaml, readYamlFile, type YamlPath } from '../../src/profiles/index.ts'

/** The text after a change of its first document. */
function changed(text: string, path: YamlPath, value: unknown, document = 0): Promise<string> {
  return changedYaml(text, [{ document, path, value }], 'a.yaml')
}

describe('a change of a YAML text', () => {
  test.each<[what: string, text: string, path: YamlPath, value: unknown, after: string]>([
    ['a plain value', '# top\na:  1 # one\n\nb: 2\n', ['a'], '750m', '# top\na:  750m # one\n\nb: 2\n'],
    ['quotes stay', `a: '1'\nb: "2"\n`, ['b'], '3', `a: '1'\nb: "3"\n`],
    ['single quotes stay', `a: '1'\n`, ['a'], 3, `a: '3'\n`],
    [
      'in a list',
      'a:\n- n: x\n  v: 1\n- n: y\n  v: 2\n',
      ['a', 1, 'v'],
      3,
      'a:\n- n: x\n  v: 1\n- n: y\n  v: 3\n',
    ],
    ['in one line', 'a: { b: 1, c: 2 }\n', ['a', 'c'], 3, 'a: { b: 1, c: 3 }\n'],
    ['a new key in one line', 'a: { b: 1 }\n', ['a', 'c'], 3, 'a: { b: 1, c: 3 }\n'],
    [
      'a new key',
      'a:\n    b: 1 # b\n# end\nz: 0\n',
      ['a', 'c'],
      3,
      'a:\n    b: 1 # b\n    c: 3\n# end\nz: 0\n',
    ],
    ['new maps', 'a:\n  b: 1\nz: 0\n', ['a', 'c', 'd'], 3, 'a:\n  b: 1\n  c:\n    d: 3\nz: 0\n'],
    ['as deep as the text indents', 'a:\n   b: 1\n', ['a', 'c', 'd'], 3, 'a:\n   b: 1\n   c:\n      d: 3\n'],
    ['behind a last list', 'a:\n  b:\n  - 1\n  - 2\n', ['a', 'c'], 3, 'a:\n  b:\n  - 1\n  - 2\n  c: 3\n'],
    ['behind a block of text', 'a:\n  b: |\n    x\n', ['a', 'c'], 3, 'a:\n  b: |\n    x\n  c: 3\n'],
    ['an empty map', 'a: {} # none yet\nz: 0\n', ['a', 'c'], 3, 'a: # none yet\n  c: 3\nz: 0\n'],
    ['nothing', 'a:\nz: 0\n', ['a', 'c'], 3, 'a:\n  c: 3\nz: 0\n'],
    ['nothing, to a value', 'a: # soon\nz: 0\n', ['a'], 3, 'a: 3 # soon\nz: 0\n'],
    ['without a last newline', 'a:\n  b: 1', ['a', 'c'], 3, 'a:\n  b: 1\n  c: 3\n'],
    ['lines of Windows', 'a:\r\n  b: 1\r\n', ['a', 'c'], 3, 'a:\r\n  b: 1\r\n  c: 3\r\n'],
    ['a key taken out', 'a:\n  b: 1\n  c: 2\n', ['a', 'b'], undefined, 'a:\n  c: 2\n'],
    ['its comment stays', 'a:\n  b: 1 # why\n  c: 2\n', ['a', 'b'], undefined, 'a:\n  # why\n  c: 2\n'],
    ['with what it leaves empty', 'a:\n  b:\n    c: 1\n  d: 2\n', ['a', 'b', 'c'], undefined, 'a:\n  d: 2\n'],
    ['taken out of one line', 'a: { b: 1, c: 2 }\n', ['a', 'b'], undefined, 'a: { c: 2 }\n'],
    ['the last of one line', 'a: { b: 1, c: 2 }\n', ['a', 'c'], undefined, 'a: { b: 1 }\n'],
    ['what is not there', 'a:\n  b: 1\n', ['a', 'c', 'd'], undefined, 'a:\n  b: 1\n'],
    ['an alias gets its own value', 'x: &x 1\na: *x\n', ['a'], 3, 'x: &x 1\na: 3\n'],
    [
      'what an alias stands for is written out',
      'x: &x { b: 1, c: 2 }\na: *x\n',
      ['a', 'c'],
      3,
      'x: &x { b: 1, c: 2 }\na: { b: 1, c: 3 }\n',
    ],
    [
      'a merged key gets an own one',
      'x: &x\n  r: { b: 1, c: 2 }\na:\n  <<: *x\n  z: 0\n',
      ['a', 'r', 'c'],
      3,
      'x: &x\n  r: { b: 1, c: 2 }\na:\n  <<: *x\n  z: 0\n  r:\n    b: 1\n    c: 3\n',
    ],
  ])('%s', async (_, text, path, value, after) => {
    expect(await changed(text, path, value)).toBe(after)
  })

  test('only in its document', async () => {
    expect(await changed('a: 1\n---\na: 1\n', ['a'], 2, 1)).toBe('a: 1\n---\na: 2\n')
  })

  test.each<[string, YamlPath, unknown]>([
    ['x: &x 1\na: *x\n', ['x'], 3],
    ['x: &x\n  b: 1\na: *x\n', ['x', 'b'], 3],
    ['a: &x 1\nb: *x\n', ['a'], undefined],
    ['a: text\n', ['a', 'b'], 3],
  ])('is refused where it would change more: %j', async (text, path, value) => {
    await expect(changed(text, path, value)).rejects.toThrow(
      `${path.join('.')} cannot be changed in a.yaml without changing more.`,
    )
  })
})

describe('a text that is no YAML', () => {
  test.each([
    ['a: "x\nb: 1\n', 'has a quote that is not closed, in a.yaml:'],
    ['a: 1\na: 2\n', 'in a.yaml:2:1'],
    ['b: [\n', 'has a bracket that is not closed, in a.yaml:2:1'],
    ['a: \u0000\n', 'holds a NUL byte, in a.yaml:1:4'],
  ])('is refused with its place: %j', async (text, sentence) => {
    await expect(readYamlFile(text, 'a.yaml')).rejects.toThrow(sentence)
  })

  test('a template is told from a mistake', async () => {
    await expect(readYamlFile('{{- if .Values.x }}\na: 1\n{{- end }}\n', 'a.yaml')).rejects.toMatchObject({
      hint: expect.stringContaining('helm template'),
    })
  })

  test('aliases that stand for more than there is are refused', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x]']
    for (let n = 1; n < 6; n++)
      lines.push(`a${n}: &a${n} [${Array.from({ length: 8 }, () => `*a${n - 1}`).join(', ')}]`)
    await expect(readYamlFile(`${lines.join('\n')}\n`, 'a.yaml')).rejects.toThrow('stand for too much')
  })
})

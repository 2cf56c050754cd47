import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findSuites, suitesThere } from '../../src/bench/find-suites.ts'

const folder = mkdtempSync(join(tmpdir(), 'suites-'))
afterAll(() => rmSync(folder, { recursive: true }))
for (const name of [
  'a.bench.ts',
  'b/c.bench.mjs',
  'b/d.bench.cts',
  'b/plain.js',
  'b/notes.bench.md',
  'node_modules/x/e.bench.js',
  '.hidden/f.bench.js',
  'dist/g.bench.js',
]) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), '')
}

describe('suite files', () => {
  it.each([
    [
      'are all below the working directory, without those that others wrote',
      [],
      ['a.bench.ts', 'b/c.bench.mjs', 'b/d.bench.cts'],
    ],
    ['are those of a folder', ['b'], ['b/c.bench.mjs', 'b/d.bench.cts']],
    [
      'are files as they are named, whatever their ending',
      ['b/plain.js', './a.bench.ts'],
      ['b/plain.js', 'a.bench.ts'],
    ],
    ['are named once', ['a.bench.ts', 'a.bench.ts', '.'], ['a.bench.ts', 'b/c.bench.mjs', 'b/d.bench.cts']],
    ['are found where the path is absolute', [join(folder, 'b')], ['b/c.bench.mjs', 'b/d.bench.cts']],
  ])('%s', (_, operands, expected) => {
    expect(findSuites(folder, operands)).toEqual(expected)
  })

  it.each([
    [['gone.bench.ts'], 'There is no suite file gone.bench.ts.'],
    [['b/notes.bench.md'], 'b/notes.bench.md is no JavaScript or TypeScript file.'],
    [['dist/..//.hidden/none'], 'There is no suite file dist/..//.hidden/none.'],
  ])('are refused for %j', (operands, sentence) => {
    expect(() => findSuites(folder, operands)).toThrow(sentence)
  })

  it('are refused where there are none', () => {
    mkdirSync(join(folder, 'empty'))
    expect(() => findSuites(folder, ['empty'])).toThrow('No suite file was found in empty or below.')
  })

  it('that another version lacks are none there', () => {
    expect(suitesThere(folder, ['gone.bench.ts', 'a.bench.ts'])).toEqual(['a.bench.ts'])
    expect(suitesThere(folder, ['gone.bench.ts'])).toEqual([])
    expect(suitesThere(folder, [])).toEqual(['a.bench.ts', 'b/c.bench.mjs', 'b/d.bench.cts'])
  })
})

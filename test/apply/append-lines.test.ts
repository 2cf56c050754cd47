import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appendLines } from '../../src/apply/index.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-append-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['a file that is not there', null, 'a\nb\n'],
  ['an empty file', '', 'a\nb\n'],
  ['whole lines', 'x\n', 'x\na\nb\n'],
  ['a line that was cut off, which it closes', 'x\n{"y', 'x\n{"y\na\nb\n'],
])('appends to %s', (_, before, after) => {
  const file = join(folder, 'h.jsonl')
  if (before !== null) writeFileSync(file, before)
  appendLines(file, ['a', 'b'])
  expect(readFileSync(file, 'utf8')).toBe(after)
})

test('a file that cannot be written is an error with exit code 3', () => {
  expect(() => appendLines(join(folder, 'no', 'h'), ['a'])).toThrow(expect.objectContaining({ exitCode: 3 }))
  expect(() => appendLines('/dev/full', ['a'])).toThrow(expect.objectContaining({ exitCode: 3 }))
})

test('two processes that append at once lose nothing and tear nothing', async () => {
  const file = join(folder, 'h.jsonl')
  const module = new URL('../../src/apply/append-lines.ts', import.meta.url).pathname
  const program = (who: string) =>
    `import { appendLines } from ${JSON.stringify(module)}
     process.stdout.write('ready')
     process.stdin.once('data', () => {
       for (let i = 0; i < 100; i++) appendLines(${JSON.stringify(file)}, ['${who}' + i + ' ' + 'x'.repeat(9000)])
       process.exit()
     })`
  const children = ['a', 'b'].map((who) =>
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program(who)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  await Promise.all(children.map(({ stdout }) => new Promise((resolve) => stdout.once('data', resolve))))
  const ends = children.map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const { stdin } of children) stdin.write('go')
  expect(await Promise.all(ends)).toEqual([0, 0])
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const expected = ['a', 'b'].flatMap((who) => Array.from({ length: 100 }, (_, index) => `${who}${index}`))
  expect(lines.every((line) => line.endsWith('x'.repeat(9000)) && line.length < 9010)).toBe(true)
  expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(expected.sort())
})

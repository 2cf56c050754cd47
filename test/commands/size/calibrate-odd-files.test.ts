import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run as runIn } from '../../cli/run-main.ts'
import { rootedFiles } from '../../worlds.ts'
import { recording } from './recordings.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-odd-files-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const both = ['--per', 'scans=lewis_scans_total:rate', '--per', 'users=app.connections']

async function calibrate(text: string, ...args: string[]) {
  const file = join(folder, 'samples')
  writeFileSync(file, text)
  const world = { files: rootedFiles('/'), directory: folder }
  return runIn(['size', 'calibrate', '--samples', file, ...both, ...args], world)
}

const [header = '', ...lines] = recording().trimEnd().split('\n')
const plain = [header, ...lines].join('\n')

async function answer(text: string) {
  const { output } = await calibrate(`${text}\n`, '--json')
  const { data, warnings } = JSON.parse(output)
  return { data, warnings: warnings.join() }
}

test('lines in any order give what they give in order, and are said to be sorted', async () => {
  const inOrder = await answer(plain)
  // Every seventh first, then the others: each line once.
  const shuffled = [0, 1, 2, 3, 4, 5, 6].flatMap((rest) => lines.filter((_, index) => index % 7 === rest))
  const { data, warnings } = await answer([header, ...shuffled].join('\n'))
  expect(data.fits).toEqual(inOrder.data.fits)
  expect(warnings).toContain('was not in order of time: it was sorted')
  expect(inOrder.warnings).not.toContain('sorted')
})

test('a moment that comes twice counts once, with its last values', async () => {
  const inOrder = await answer(plain)
  const twice = await answer([header, ...lines.flatMap((line) => [line, line])].join('\n'))
  expect(twice.data.fits).toEqual(inOrder.data.fits)
  expect(twice.warnings).toContain('has 600 samples of a moment that it had before')
  expect(twice.warnings).not.toContain('sorted')
  const wrong = lines.map((line) =>
    line.replaceAll(/"process.cpu\{name=lewis\}":[\d.]+/g, '"process.cpu{name=lewis}":9'),
  )
  const mended = await answer(
    [header, ...lines.flatMap((line, index) => [wrong[index] ?? '', line])].join('\n'),
  )
  expect(mended.data.fits).toEqual(inOrder.data.fits)
})

test.each([
  ['', 'is empty.'],
  ['\n \n', 'is empty.'],
  ['time,cpu\n1,2\n', 'is neither a recording nor a saved result.'],
])('%j says what is wanted', async (text, sentence) => {
  const { exitCode, errors } = await calibrate(text)
  expect(exitCode).toBe(2)
  expect(errors).toContain(sentence)
  expect(errors.replaceAll('\n', ' ')).toContain('CSV that begins with at,name,value')
})

test('--strict and -q tell of what could not be fitted', async () => {
  const flat = recording({ more: () => ({ 'process.memory{name=lewis}': 1e9 }) })
  expect((await calibrate(flat)).exitCode).toBe(0)
  const { exitCode, output } = await calibrate(flat, '--strict', '-q')
  expect([exitCode, output.replaceAll('\n', ' ')]).toEqual([
    1,
    expect.stringContaining('Not fitted: Memory.'),
  ])
})

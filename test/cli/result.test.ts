import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import { literalFiles } from '../worlds.ts'
import { run, workload } from './run-main.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-main-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the result', () => {
  test('is a table by default, JSON with --json, and what LEWIS_PERF_FORMAT says; flags beat the environment', async () => {
    expect((await run(['size', ...workload])).output).toMatch(/^Guide estimate, not measured: plan 22 cores/)
    expect(JSON.parse((await run(['size', ...workload, '--json'])).output)).toMatchObject({ command: 'size' })
    const environment = { LEWIS_PERF_FORMAT: 'csv', LANG: 'C.UTF-8' }
    expect((await run(['size', ...workload], { environment })).output).toContain('Resource,Need')
    expect((await run(['size', ...workload, '--format', 'json'], { environment })).output).toMatch(/^\{/)
    const wrong = await run(['size', ...workload], { environment: { LEWIS_PERF_FORMAT: 'xls' } })
    expect(wrong).toMatchObject({ exitCode: 2, output: '' })
    expect(wrong.errors).toContain('LEWIS_PERF_FORMAT is not one of its values, got "xls".')
  })

  test('records the options as written and the profile that was used', async () => {
    const environment = { LEWIS_PERF_PROFILE: 'minimum' }
    const named = JSON.parse((await run(['size', ...workload, '--json'], { environment })).output) as Envelope
    expect(named.profile).toEqual({ name: 'minimum', source: 'built in' })
    expect(named.input).toEqual({ scansPerHour: '100', users: '20', retentionDays: '365', json: true })
    const flag = await run(['size', ...workload, '--json', '--profile', 'lewis', '--seed', '7'], {
      environment,
    })
    expect(JSON.parse(flag.output)).toMatchObject({
      profile: { name: 'lewis' },
      input: { profile: 'lewis', seed: '7' },
    })
    expect(flag.errors).toBe(
      'note: size draws no random numbers: --seed is recorded and changes nothing else.\n',
    )
  })

  test('goes to several files at once, each in the format of its ending', async () => {
    const at = (name: string) => join(folder, name)
    const { exitCode, output } = await run([
      'size',
      ...workload,
      '-o',
      at('a.json'),
      '-o',
      at('a.md'),
      '-o',
      at('a.xml'),
      '-o',
      at('a.html'),
      '-o',
      `csv=${at('rows')}`,
    ])
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^Guide estimate/)
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toMatchObject({
      data: { need: { cpuCores: { value: 22 } } },
    })
    expect(readFileSync(at('a.xml'), 'utf8')).toContain('<testsuite')
    expect(readFileSync(at('a.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    expect(readFileSync(at('a.md'), 'utf8')).toContain('22 cores')
    expect(readFileSync(at('rows'), 'utf8')).toContain('Resource,Need')
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('is replaced on standard output by -o json=-', async () => {
    expect(JSON.parse((await run(['size', ...workload, '-o', 'json=-'])).output)).toMatchObject({
      command: 'size',
    })
  })

  test('--quiet leaves its first sentence and no notes', async () => {
    const { output, errors } = await run(['size', ...workload, '-q', '--seed', '1'])
    expect(output.replaceAll('\n', ' ')).toMatch(/^Guide estimate[^.]*\. $/)
    expect(errors).toBe('')
  })

  test('--verbose adds the assumptions and says how long it took', async () => {
    const { output, errors } = await run(['size', ...workload, '-v'])
    expect(output).toContain('Assumptions')
    expect((await run(['size', ...workload])).output).not.toContain('Assumptions')
    expect(errors).toMatch(/^note: size took .* ms with profile recommended \(built in\)\.\n$/)
  })

  test.each([
    ['no/such/folder/a.json', 'its folder does not exist'],
    ['.', 'it is a folder'],
  ])('that would go to %s is refused before anything runs', async (file, why) => {
    const { exitCode, output, errors } = await run(['size', ...workload, '-o', `json=${join(folder, file)}`])
    expect([exitCode, output]).toEqual([2, ''])
    expect(errors).toContain(`could not be written: ${why}.\nhint: `)
  })

  test('that cannot be written exits 3', async () => {
    const full = await run(['size', ...workload], {
      writeOutput: () => Promise.reject(new Error('no space left')),
    })
    expect(full.exitCode).toBe(3)
    expect(full.errors).toContain('Standard output could not be written: no space left.')
  })

  test('stops quietly when the reader of standard output goes away', async () => {
    const { exitCode, errors, output } = await run(['size', ...workload], { outputOpen: () => false })
    expect({ exitCode, errors, output }).toEqual({ exitCode: 0, errors: '', output: '' })
  })

  test('of an interrupted long what-if is what there was, and says so, with exit 130', async () => {
    const controller = new AbortController()
    const writeOutput = async () => controller.abort()
    const { exitCode, output } = await run(
      ['size', '--scans-per-hour', '1..50000', '--users', '1', '--retention-days', '1', '--json'],
      { interrupted: controller.signal, writeOutput },
    )
    const envelope = JSON.parse(output) as Envelope
    expect(exitCode).toBe(130)
    const rows = envelope.tables.find(({ title }) => title.startsWith('What if'))?.rows.length ?? 0
    expect(rows).toBeGreaterThan(0)
    expect(rows).toBeLessThan(50_000)
    expect(envelope.warnings.at(-1)).toBe(
      `Interrupted: not all of the 50000 rows of "What if: 50,000 workloads" were written.`,
    )
  })
})

describe('--strict', () => {
  const tight = { '/proc/stat': 'cpu 0 0 0 0\n' }
  test('turns a warning into exit 1', async () => {
    const argv = [
      'size',
      '--scans-per-hour',
      '1',
      '--users',
      '1',
      '--retention-days',
      '1',
      '--growth',
      '5%/month',
      '--capacity',
      '2c6g',
    ]
    const files = literalFiles(tight)
    expect((await run(argv, { files })).exitCode).toBe(0)
    expect((await run([...argv, '--strict'], { files })).exitCode).toBe(1)
  })

  test('makes report exit with the worst code of what it renders, and 0 without it', async () => {
    const saved = async (...argv: string[]) => (await run(['size', '--json', ...argv])).output
    const files = literalFiles({
      '/good.json': await saved(...workload),
      '/bad.json': await saved('--users', '-1'),
    })
    expect((await run(['report', '/good.json', '/bad.json'], { files })).exitCode).toBe(0)
    expect((await run(['report', '/good.json', '/bad.json', '--strict'], { files })).exitCode).toBe(2)
    expect((await run(['report', '/good.json', '--strict'], { files })).exitCode).toBe(0)
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LoadtestData, PerRequest } from '../../src/traffic/index.ts'
import { type Burner, startBurner } from '../servers/burner/index.ts'
import { lewisPerf } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-costs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Loads `server` and keeps the result in `file`. */
async function loadtest(server: Burner, file: string, ...args: string[]): Promise<LoadtestData> {
  await lewisPerf(['loadtest', server.url, ...args, '-o', `json=${file}`], { cwd: folder })
  return JSON.parse(readFileSync(join(folder, file), 'utf8')).data
}

describe('size --costs-from', () => {
  const workload = ['--scans-per-hour', '3600', '--users', '1', '--retention-days', '1']
  const others = ['--memory-per-user', '1MiB', '--base-memory', '1GiB', '--gb-per-day', '1']
  const size = (...args: string[]) => lewisPerf(['size', ...workload, ...args], { cwd: folder })
  let demand: PerRequest | null = null
  let server: Burner
  beforeAll(async () => {
    server = await startBurner(3000)
    const watched = ['--rate', '40/s', '--duration', '5s', '--watch', String(server.pid)]
    const { watch } = await loadtest(server, 'watched.json', ...watched)
    demand = watch?.targets[0]?.stages[0]?.demandSeconds ?? null
    await loadtest(server, 'both.json', ...watched, '--watch', `${server.url}/metrics`)
    await loadtest(server, 'plain.json', '--rate', '10/s', '--duration', '1s')
  })
  afterAll(() => server.stop())

  test('plans with what a request cost, hands its interval on and says where it is from', async () => {
    const { code, output } = await size(...others, '--costs-from', 'watched.json', '--json')
    const { data } = JSON.parse(output)
    expect(code).toBe(0)
    expect(data.model).toBe('demand')
    // One scan a second, 70 % used at most.
    expect(data.need.cpuCores.value).toBeCloseTo((demand?.value ?? 0) / 0.7, 9)
    expect(data.need.cpuCores.low).toBeCloseTo((demand?.low ?? 0) / 0.7, 9)
    expect(data.need.cpuCores.high).toBeCloseTo((demand?.high ?? 0) / 0.7, 9)
    expect(data.because.cpuCores).toMatch(
      /watched\.json measured .* a request .* at 40\/s, one request a scan/,
    )
    expect(data.need.networkBitsPerSecond.value).toBeGreaterThan(100)
  })

  test('takes several requests a scan, and one of several targets', async () => {
    const asked = ['--costs-from', 'both.json', '--requests-per-scan', '10']
    const several = await size(...others, ...asked)
    expect(several.code).toBe(2)
    const names: string[] = /of (\d+), (http:\S+)\./.exec(several.errors)?.slice(1) ?? []
    expect(names).toHaveLength(2)
    for (const name of names) {
      const { output } = await size(...others, ...asked, '--costs-of', name, '--json')
      const { cpuCores } = JSON.parse(output).data.need
      expect(cpuCores.value).toBeGreaterThan(0.03 / 0.7)
    }
  })

  test('is not joined with that of other generators, which is said', async () => {
    const { output } = await lewisPerf(['loadtest', 'merge', 'watched.json', 'both.json', '--json'], {
      cwd: folder,
    })
    const { data, warnings } = JSON.parse(output)
    expect(data.watch).toBeUndefined()
    expect(warnings.join()).toContain('What was watched is left out')
  })

  test('counts the requests of a job where the test followed jobs', async () => {
    const saved = JSON.parse(readFileSync(join(folder, 'watched.json'), 'utf8'))
    const perHour = (saved.data.ratePerSecond * 3600) / 4
    saved.data.jobs = { scan: { ...saved.data.jobs?.scan, perHour } }
    writeFileSync(join(folder, 'jobs.json'), JSON.stringify(saved))
    const { output } = await size(...others, '--costs-from', 'jobs.json', '--json')
    const { data } = JSON.parse(output)
    expect(data.need.cpuCores.value).toBeCloseTo((4 * (demand?.value ?? 0)) / 0.7, 9)
    expect(data.because.cpuCores).toContain('4 requests a scan')
  })

  test.each([
    [['--costs-from', 'plain.json'], 'in which nothing was watched'],
    [['--costs-from', 'absent.json'], 'there is no such file'],
    [['--costs-from', 'watched.json', '--costs-of', 'nginx'], 'watched no nginx'],
    [['--costs-from', 'watched.json', '--cpu-seconds-per-scan', '1'], 'both say what a scan costs'],
    [['--requests-per-scan', '2'], 'says nothing without --costs-from'],
  ])('%j is refused', async (args, words) => {
    const { code, errors } = await size(...others, ...args)
    expect(errors).toContain(words)
    expect(code).toBe(2)
  })
})

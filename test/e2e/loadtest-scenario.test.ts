import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { type JobServer, startJobServer } from '../load/scenario/job-server.ts'
import { lewisPerf } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-scenario-'))
const password = 'hunter2,with comma'
const scenario = `
scenarios:
  work:
    variables:
      account: {file: data/accounts.csv, order: unique, per: user}
    headers: {Authorization: "Bearer \${token}"}
    login:
      - name: login
        request: POST /login
        json: {user: "\${account.user}", password: "\${account.password}"}
        extract: {token: {json: /token}}
    steps:
      - {name: begin, request: POST /jobs, json: {}, extract: {job: {json: /job/id}}}
      - name: state
        request: GET /jobs/\${job}/state
        poll: {job: work done, json: /state, until: [done], every: 50ms, timeout: 5s}
      - {name: results, request: "GET /jobs/\${job}/results"}
`
let server: JobServer
beforeAll(async () => {
  server = await startJobServer({ jobMs: 100 })
  writeFileSync(join(folder, 'work.yaml'), scenario)
  writeFileSync(join(folder, 'other.yaml'), `${scenario}  more:\n    requests: [{request: GET /}]\n`)
  writeFileSync(join(folder, 'broken.yaml'), scenario.replace('json: /token', 'jsn: /token'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args], { cwd: folder })

function withAccounts(text: string): void {
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'data', 'accounts.csv'), text)
}

describe('loadtest --scenario', () => {
  test('does what the file says, with data beside it, and no password gets out', async () => {
    withAccounts(`user,password\nann,"${password}"\nbob,"${password}"\n`)
    const { code, output, errors } = await loadtest(
      server.url,
      ...['--scenario', 'work.yaml', '--users', '2', '--duration', '1s', '--json'],
      ...['--slo', 'p95[work done]<5s, errors[work done]<1%, p99[begin]<5s, assertions<1%'],
    )
    const { data, findings } = JSON.parse(output) as Envelope<LoadtestData>
    // No expectation was looked at: that limit cannot be judged.
    expect(code).toBe(3)
    expect(findings.filter(({ id }) => id.startsWith('slo-')).map(({ status }) => status)).toEqual([
      'pass',
      'pass',
      'pass',
      'unknown',
    ])
    expect(server.log.logins.toSorted()).toEqual([`ann:${password}`, `bob:${password}`])
    expect(data?.jobs?.['work done']?.completed).toBeGreaterThan(0)
    expect(output + errors).not.toContain('hunter2')
  })

  test('takes a scenario of a profile by its name', async () => {
    const { code, output } = await loadtest(
      server.url,
      ...['--profile', 'other.yaml', '--scenario', 'more', '--requests', '5', '--users', '1'],
    )
    expect(output).toContain('status-401')
    expect(code).toBe(1)
  })

  test.each([
    [['--scenario', 'other.yaml'], 'The file holds several scenarios: work, more.'],
    [['--scenario', 'scna', '--profile', 'lewis'], 'The profile lewis has no scenario scna.'],
    [['--scenario', 'broken.yaml'], 'has an unknown key'],
    [['--scenario', 'nowhere.yaml'], 'nowhere.yaml'],
    [['--scenario', 'work.yaml', '--body', 'x'], '--scenario and --body contradict each other.'],
    [['--scenario', 'work.yaml', '--method', 'PUT'], '--scenario and --method contradict each other.'],
  ])('%j is refused', async (args, sentence) => {
    const { code, errors } = await loadtest(server.url, ...args)
    expect(code).toBe(2)
    expect(errors).toContain(sentence)
  })

  test.each([
    ['user,password\nann,"hunter2\n', 'cannot be read as CSV'],
    ['user,password\nann,hunter2,more\n', 'cannot be read as CSV'],
    ['user,password\n', 'has no row of data'],
    ['usr,password\nann,hunter2\n', 'uses ${account.user} in login'],
  ])('data such as %j are refused without being shown', async (text, sentence) => {
    withAccounts(text)
    const { code, output, errors } = await loadtest(server.url, '--scenario', 'work.yaml')
    expect(code).toBe(2)
    expect(errors).toContain(sentence)
    expect(output + errors).not.toContain('hunter2')
  })
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecommendedWorkload } from '../../../src/scaling/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { startBackFilled } from '../../clients/prometheus-query/back-filled-prometheus.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import type { RunningServer } from '../../servers/program.ts'
import { literalFiles } from '../../worlds.ts'

const secret = 'pLanted-t0ken-of-prometheus'
const run = (args: readonly string[]) => runIn(args, { files: literalFiles({ '/token': `${secret}\n` }) })

describeWithProgram('promtool', 'recommend-scale --prometheus', (promtool) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startBackFilled(promtool)
  }, 240_000)
  afterAll(() => server?.stop())
  const ask = (...args: string[]) =>
    run([
      'recommend-scale',
      '--prometheus',
      server.url,
      ...args,
      '--until',
      '2026-01-07T00:00Z',
      '--last',
      '2d',
    ])
  const cluster = ['--selector', 'cluster=a"\\b', '--in-flight', 'lewis_requests_in_flight', '--slots', '50']

  test('plans the workloads of a namespace from what is set and was used', async () => {
    const { output, exitCode } = await ask('--namespace', 'lewis-system', ...cluster, '--json')
    expect(exitCode).toBe(0)
    const { workloads } = JSON.parse(output).data as { workloads: RecommendedWorkload[] }
    expect(workloads.length).toBeGreaterThan(1)
    for (const one of workloads) {
      expect(one.namespace).toBe('lewis-system')
      expect(one.current.cpuMilli ?? 1).toBeGreaterThan(0)
      expect(one.proposed.memoryBytes).toBeGreaterThan(0)
      expect(one.confidence).toBeLessThan(0.2)
    }
    expect(workloads.map(({ kind, name }) => `${kind} ${name}`)).toContain('Deployment web')
  })

  test('one by its name', async () => {
    const { output } = await ask('--namespace', 'data', '--name', 'db', ...cluster, '--model', 'krr')
    expect(output).toMatch(/^data\/db: /)
  })

  test.each([
    [['--namespace', 'nowhere'], 'Prometheus knows no workload in nowhere'],
    [['--namespace', 'data', '--name', 'dbx'], 'Prometheus knows no dbx in data'],
  ])('%j is said to be missing', async (args, sentence) => {
    const { exitCode, errors } = await ask(...args, ...cluster)
    expect([exitCode, errors]).toEqual([3, expect.stringContaining(sentence)])
  })
})

describe('a Prometheus that does not answer as one', () => {
  let server: Server
  let url = ''
  let authorized = false
  beforeAll(async () => {
    server = createServer((request, response) => {
      authorized = request.headers.authorization === `Bearer ${secret}`
      response.statusCode = authorized ? 200 : 401
      response.end('<html>welcome</html>')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  test.each([
    ['a header', ['--header', `Authorization: Bearer ${secret}`]],
    ['a file', ['--token-file', '/token']],
  ])('is told with what it said, and without the secret that was sent by %s', async (_, header) => {
    const answer = await run([
      'recommend-scale',
      '--prometheus',
      url,
      '--namespace',
      'a',
      ...header,
      '--json',
    ])
    expect(answer.exitCode).toBe(3)
    expect(authorized).toBe(true)
    expect(answer.output + answer.errors).toContain('Prometheus did not tell what was used')
    expect(answer.output + answer.errors).not.toContain(secret)
  })

  test.each([
    [['--prometheus', 'nonsense'], 'is no address of a Prometheus'],
    [['--prometheus', 'http://127.0.0.1:1'], 'got no --namespace'],
    [['--prometheus', 'http://127.0.0.1:1', '--samples', 'a.csv'], '--samples and --prometheus contradict'],
    [['--prometheus', 'http://127.0.0.1:1', '--namespace', 'a', '--request', '1,1GiB'], 'which knows it'],
    [['--samples', 'a.csv', '--last', '3d'], '--last says nothing without --prometheus'],
    [
      ['--prometheus', 'http://127.0.0.1:1', '--namespace', 'a', '--selector', 'a'],
      'is no matcher of a label',
    ],
    [['--prometheus', 'http://127.0.0.1:1', '--namespace', 'a', '--until', 'today'], 'is not a moment'],
  ])('refuses %j', async (args, sentence) => {
    const { exitCode, errors } = await run(['recommend-scale', ...args])
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })

  test('is said to be away', async () => {
    const args = ['--prometheus', 'http://127.0.0.1:1', '--namespace', 'a']
    const { exitCode, errors } = await run(['recommend-scale', ...args])
    expect([exitCode, errors]).toEqual([3, expect.stringContaining('Prometheus did not tell what was used')])
  })
})

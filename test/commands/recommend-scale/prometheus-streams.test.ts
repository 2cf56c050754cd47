import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { RecommendedWorkload } from '../../../src/scaling/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { literalFiles } from '../../worlds.ts'

/** A Prometheus with a workload `web` in each namespace; of some it tells less, as their names say. Tells for what it was asked. */
async function prometheus(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const piece of incoming) body += piece
    const form = new URLSearchParams(body)
    const query = form.get('query') ?? ''
    const [, namespace = ''] = /namespace="([^"]+)"/.exec(query) ?? []
    if (!asked.includes(namespace)) asked.push(namespace)
    const metric = { namespace, workload: 'web', kind: 'Deployment' }
    const answer = (data: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data))
    }
    const isCpu = query.includes('usage_seconds') && !query.includes('resets(')
    if (namespace === 'hang') return
    if (namespace === 'down' || (namespace === 'nocpu' && isCpu))
      return answer({ status: 'error', errorType: 'execution', error: 'no' }, 422)
    if (namespace === 'empty')
      return answer({
        status: 'success',
        data: {
          resultType: incoming.url?.endsWith('query_range') === true ? 'matrix' : 'vector',
          result: [],
        },
      })
    const isRange = incoming.url?.endsWith('query_range') === true
    const start = Number(form.get('start'))
    const value = query.includes('replicas_ready') ? '4' : query.includes('working_set') ? '1e8' : '2'
    const isKnown =
      isRange && /replicas_ready|working_set|usage_seconds/.test(query) && !query.includes('resets(')
    const values = Array.from({ length: 576 }, (_, index) => [start + index * 300, value])
    const result = isKnown ? [{ metric, values }] : []
    answer({ status: 'success', data: { resultType: isRange ? 'matrix' : 'vector', result } })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

test('namespaces are read one after the other, and one that does not tell is not judged', async () => {
  const { url, asked } = await prometheus()
  const names = ['a', 'b', 'down', 'c', 'd']
  const namespaces = names.flatMap((name) => ['--namespace', name])
  const args = ['recommend-scale', '--prometheus', url, ...namespaces, ...span]
  const run = (...more: string[]) => runIn([...args, ...more], { files: literalFiles({}) })
  const { output, exitCode } = await run('--json')
  const { data, findings } = JSON.parse(output)
  expect((data.workloads as RecommendedWorkload[]).map(({ namespace }) => namespace)).toEqual([
    'a',
    'b',
    'c',
    'd',
  ])
  expect(findings).toContainEqual(
    expect.objectContaining({ id: 'scale.namespace', instance: 'down', status: 'unknown' }),
  )
  expect(exitCode).toBe(0)
  // Two are read ahead, so that the first three come in any order.
  expect([asked.slice(0, 3).sort(), asked.slice(3)]).toEqual([
    ['a', 'b', 'c'],
    ['d', 'down'],
  ])
  expect((await run('--fail-on', 'over')).exitCode).toBe(3)
}, 30_000)

test('a file is judged by the history that Prometheus has of what it sets', async () => {
  const { url, asked } = await prometheus()
  const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: a }
spec:
  replicas: 9
  template:
    spec:
      containers:
        - name: web
          resources: { requests: { cpu: 2, memory: 4Gi } }
`
  const args = [
    'recommend-scale',
    '--manifest',
    '/web.yaml',
    '--prometheus',
    url,
    '--namespace',
    'a',
    ...span,
  ]
  const run = (...more: string[]) => runIn([...args, ...more], { files: literalFiles({ '/web.yaml': yaml }) })
  const { output } = await run('--json')
  const { data, findings } = JSON.parse(output)
  expect(data.workloads).toMatchObject([
    { namespace: 'a', kind: 'Deployment', name: 'web', current: { replicas: 9, cpuMilli: 2000 } },
  ])
  // Nine pods of two cores for two cores of load.
  expect(findings).toContainEqual(expect.objectContaining({ id: 'scale.over' }))
  expect(asked).toEqual(['a'])
  expect((await run('--fail-on', 'over')).exitCode).toBe(1)
}, 30_000)

const span = ['--until', '2026-01-07T00:00Z', '--last', '2d']

test.each(['nocpu', 'empty'])(
  'a namespace of which nothing can be judged is told, and passes no gate: %s',
  async (name) => {
    const { url } = await prometheus()
    const args = ['recommend-scale', '--prometheus', url, '--namespace', name, '--namespace', 'a', ...span]
    const run = (...more: string[]) => runIn([...args, ...more], { files: literalFiles({}) })
    const { findings } = JSON.parse((await run('--json')).output)
    expect(findings).toContainEqual(
      expect.objectContaining({ id: 'scale.namespace', instance: name, status: 'unknown' }),
    )
    expect((await run('--fail-on', 'under')).exitCode).toBe(3)
  },
  30_000,
)

test('an interruption leaves what was read, with what is to be said of it', async () => {
  const { url, asked } = await prometheus()
  const stop = new AbortController()
  const names = ['a', 'down', 'hang'].flatMap((name) => ['--namespace', name])
  const args = ['recommend-scale', '--prometheus', url, ...names, ...span, '--json']
  setTimeout(() => stop.abort(), 1500)
  const { output, exitCode } = await runIn(args, { files: literalFiles({}), interrupted: stop.signal })
  const { data, findings, warnings } = JSON.parse(output)
  expect(exitCode).toBe(130)
  expect(asked.sort()).toEqual(['a', 'down', 'hang'])
  expect(data.workloads.map(({ namespace }: RecommendedWorkload) => namespace)).toEqual(['a'])
  expect(findings).toContainEqual(expect.objectContaining({ instance: 'down' }))
  expect(warnings).toContain('Interrupted: 1 workload planned, and the others are left out.')
}, 30_000)

test('a file that sets a workload once has one history for it', async () => {
  const { url } = await prometheus()
  const yaml = (namespace: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web${namespace} }
spec: { replicas: 9, template: { spec: { containers: [{ name: web, resources: { requests: { cpu: 2, memory: 4Gi } } }] } } }
`
  const files = literalFiles({ '/own.yaml': yaml(', namespace: b'), '/any.yaml': yaml('') })
  const both = ['--namespace', 'a', '--namespace', 'b', ...span]
  const run = (file: string) =>
    runIn(['recommend-scale', '--manifest', file, '--prometheus', url, ...both, '--json'], { files })
  const { data } = JSON.parse((await run('/own.yaml')).output)
  expect(data.workloads.map(({ namespace }: RecommendedWorkload) => namespace)).toEqual(['b'])
  const { exitCode, errors } = await run('/any.yaml')
  expect([exitCode, errors]).toEqual([
    2,
    expect.stringContaining('/any.yaml sets web once, and there are several: in a and b.'),
  ])
}, 30_000)

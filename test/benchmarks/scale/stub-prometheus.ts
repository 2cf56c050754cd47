import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { recordedWorkload } from '../../scaling/recorded-load.ts'

const step = 300
const thinned = (values: Float64Array): Float64Array =>
  values.filter((_, minute) => minute % (step / 60) === 0)

/**
 * Answers what `recommend-scale` asks of a namespace with so many workloads of 14 days: texts are made once, so that answering takes hardly any time beside
 * asking.
 */
export async function startStubPrometheus(workloads: number): Promise<{ url: string; close(): void }> {
  const recorded = Array.from({ length: 30 }, (_, index) => recordedWorkload(index + 1))
  const texts = new Map<string, string>()
  const matrix = (name: string, start: number, valuesOf: (index: number) => Float64Array): string => {
    const known = texts.get(name)
    if (known !== undefined) return known
    const series = Array.from({ length: workloads }, (_, index) => ({
      metric: { namespace: '@', workload: `w${index}`, kind: 'Deployment' },
      values: [...valuesOf(index)].map((value, at) => [start + at * step, String(value)]),
    }))
    const text = answer('matrix', series)
    texts.set(name, text)
    return text
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const form = new URLSearchParams(body)
    const query = form.get('query') ?? ''
    const start = Number(form.get('start'))
    const one = (index: number) => recorded[index % recorded.length] as (typeof recorded)[number]
    const text =
      request.url?.endsWith('query_range') !== true
        ? vectorOf(query, workloads)
        : query.includes('resets(') || query.includes('OOMKilled') || query.includes('cfs_')
          ? answer('matrix', [])
          : query.includes('replicas_ready')
            ? matrix('ready', start, () => new Float64Array(4032).fill(3))
            : query.includes('working_set')
              ? matrix('memory', start, (index) => thinned(one(index).load.memoryBytes))
              : matrix('cores', start, (index) => thinned(one(index).load.cores))
    const [, namespace = ''] = /namespace="([^"]+)"/.exec(query) ?? []
    response.end(text.replaceAll('"@"', JSON.stringify(namespace)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  }
}

/** What a pod requests. */
function vectorOf(query: string, workloads: number): string {
  const value = query.includes('resource_requests') ? (query.includes('"cpu"') ? '1' : '2147483648') : null
  if (value === null) return answer('vector', [])
  return answer(
    'vector',
    Array.from({ length: workloads }, (_, index) => ({
      metric: { namespace: '@', workload: `w${index}`, kind: 'Deployment' },
      value: [0, value],
    })),
  )
}

function answer(resultType: string, result: readonly object[]): string {
  return JSON.stringify({ status: 'success', data: { resultType, result } })
}

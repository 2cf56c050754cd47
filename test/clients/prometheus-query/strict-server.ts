import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A request as it was sent. */
export interface Asked {
  path: string
  form: Record<string, string>
  headers: IncomingMessage['headers']
}

export interface StrictServer {
  url: string
  /** In order of their coming. */
  asked: Asked[]
  /** The most that were there at a time. */
  mostAtATime(): number
  close(): Promise<void>
}

/** What a server answers to its first request, its second and so on; the last answers all that follow. */
export type Answer = (response: ServerResponse, asked: Asked) => unknown

/** A server that takes only what Prometheus takes: a form, by POST, at one of the two paths, with a whole grid. */
export async function startStrict(answers: readonly Answer[]): Promise<StrictServer> {
  const asked: Asked[] = []
  let now = 0
  let most = 0
  const http = createServer(async (request, response) => {
    now++
    most = Math.max(most, now)
    response.once('close', () => now--)
    let text = ''
    for await (const piece of request) text += piece
    const form = Object.fromEntries(new URLSearchParams(text))
    const one = { path: request.url ?? '', form, headers: request.headers }
    const fault = faultIn(request, form)
    if (fault !== null) return response.writeHead(418).end(fault)
    asked.push(one)
    return answers[Math.min(asked.length, answers.length) - 1]?.(response, one)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    mostAtATime: () => most,
    async close() {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

function faultIn(
  { method, url = '', headers }: IncomingMessage,
  form: Record<string, string>,
): string | null {
  if (method !== 'POST') return `${method} is not for here`
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return 'this is no form'
  if (form['query'] === undefined) return 'there is no query'
  if (url.endsWith('/api/v1/query'))
    return /^\d+\.\d{3}$/.test(form['time'] ?? '') ? null : 'there is no time'
  if (!url.endsWith('/api/v1/query_range')) return 'there is nothing here'
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Math.round(Number(form[name]) * 1000))
  if (start === undefined || end === undefined || step === undefined) return 'a part of the span is missing'
  if ((end - start) % step !== 0 || start % step !== 0) return 'the span is not on the grid'
  return (end - start) / step >= 11_000 ? 'more than 11,000 points' : null
}

/** Answers with a JSON value. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

/** Answers with a result. */
export function success(resultType: string, result: unknown, more: Record<string, unknown> = {}): Answer {
  return json({ status: 'success', data: { resultType, result }, ...more })
}

/** Answers a range with one series, each of whose values is its own moment. */
export const moments: Answer = (response, { form }) => {
  const [start = 0, end = 0, step = 1] = ['start', 'end', 'step'].map((name) => Number(form[name]))
  const values = Array.from({ length: Math.round((end - start) / step) + 1 }, (_, index) => {
    const at = Math.round((start + index * step) * 1000) / 1000
    return [at, String(at)]
  })
  return success('matrix', [{ metric: { a: 'b' }, values }])(response, { path: '', form, headers: {} })
}

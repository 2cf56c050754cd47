import { onTestFinished } from 'vitest'
import { prometheusQuery } from '../../../src/clients/index.ts'
import { type Answer, json, startStrict, success } from './strict-server.ts'

type Options = Parameters<typeof prometheusQuery>[1]

/** A client for a server with these answers, which is closed after the test; it does not wait but notes how long it would have. */
export async function asking(
  answers: readonly Answer[],
  changes: Partial<Options> = {},
  headers: Record<string, string> = {},
) {
  const server = await startStrict(answers)
  onTestFinished(() => server.close())
  const waits: number[] = []
  const client = clientOf(server.url, { sleep: async (ms) => void waits.push(ms), ...changes }, headers)
  return { server, client, waits }
}

/** A client that does not wait before it asks again. */
export function clientOf(url: string, changes: Partial<Options> = {}, headers: Record<string, string> = {}) {
  return prometheusQuery(
    { url, headers },
    {
      clock: { epochMs: Date.now, monotonicMs: () => performance.now() },
      sleep: async () => {},
      signal: new AbortController().signal,
      ...changes,
    },
  )
}

/** A vector of one sample. */
export const one = success('vector', [{ metric: { a: 'b' }, value: [5, '1'] }])

/** Answers with a text. */
export function text(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(status, headers).end(body)
}

/** Answers with an error as the API reports it. */
export function error(errorType: string, message: string, status: number): Answer {
  return json({ status: 'error', errorType, error: message }, status)
}

/** Ends the connection long before the body is whole. */
export const cut: Answer = (response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('{"status":', () => response.destroy())
}

import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Connection, Credentials } from './connection.ts'

/** What is asked of the API server. */
export interface Asked {
  method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT'
  path: string
  contentType?: string
  body?: string
}

/** An answer, whatever its status; or why there is none, and whether the request may have arrived. */
export type Exchange =
  | {
      kind: 'answer'
      status: number
      headers: IncomingMessage['headers']
      text: string
      secrets: readonly string[]
    }
  | {
      kind: 'fault'
      fault: 'aborted' | 'timeout' | 'unreachable'
      reason: string
      mayHaveArrived: boolean
      secrets: readonly string[]
    }

/** One request and its answer. Rejects only with OperatorError, where there are no credentials. */
export async function exchange(
  connection: Connection,
  asked: Asked,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | null },
): Promise<Exchange> {
  const credentials = await connection.credentials()
  const url = new URL(`${connection.context.server.replace(/\/+$/, '')}${asked.path}`)
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  const { secrets } = credentials
  return new Promise((resolve) => {
    let sent: ClientRequest | null = null
    let isConnected = false
    const settle = (result: Exchange): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      resolve(result)
      sent?.destroy()
    }
    const fail = (fault: 'aborted' | 'timeout' | 'unreachable', reason: string): void =>
      settle({ kind: 'fault', fault, reason, mayHaveArrived: isConnected, secrets })
    const stop = (): void => fail('aborted', 'it was not waited for')
    const timer = setTimeout(() => fail('timeout', `it gave no answer within ${timeoutMs} ms`), timeoutMs)
    if (signal?.aborted === true) return stop()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      sent = request(url, { method: asked.method, ...optionsOf(asked, credentials) })
    } catch (cause) {
      return fail('unreachable', reasonIn(cause))
    }
    sent.once('socket', (socket) => {
      if (socket.connecting)
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (isConnected = true))
      else isConnected = true
    })
    sent.on('error', (cause) => fail('unreachable', reasonIn(cause)))
    sent.once('response', (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', (cause) => fail('unreachable', reasonIn(cause)))
      response.once('end', () => {
        const { statusCode: status = 0, headers } = response
        settle({ kind: 'answer', status, headers, text: Buffer.concat(pieces).toString(), secrets })
      })
    })
    sent.end(asked.body)
  })
}

function optionsOf({ contentType, body }: Asked, { agent, headers, auth }: Credentials) {
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(auth === null ? {} : { auth }),
    headers: {
      accept: 'application/json',
      'user-agent': 'lewis-perf',
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
  }
}

function reasonIn(cause: unknown): string {
  // Where a name has several addresses, each has its own reason.
  if (cause instanceof AggregateError) return reasonIn(cause.errors[0])
  if (!(cause instanceof Error)) return String(cause)
  return cause.message === 'socket hang up' ? 'the connection was cut before an answer came' : cause.message
}

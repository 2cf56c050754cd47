import { OperatorError } from '../core/index.ts'
import { webSocketTo } from './websocket.ts'

/** A connection to an inspector: calls with their answers, and events. */
export interface InspectorSession {
  send(method: string, params?: Record<string, unknown>): Promise<unknown>
  on(event: string, handler: (params: unknown) => void): void
  /** Resolves once the connection is over, whoever ended it. */
  readonly over: Promise<void>
  end(): Promise<void>
}

interface Call {
  resolve(result: unknown): void
  reject(error: Error): void
}

const connectWithinMs = 5000
/** A process that says nothing at all for so long answers no more; one that hands over a large heap keeps talking. */
const silentAtMostMs = 60_000
/** What was asked before the operator interrupted may still be answered for so long. */
const afterInterruptionMs = 2000
const endWithinMs = 3000
const largestMessageBytes = 2 ** 30

/** Connects to the inspector at `url`; it lets go by itself when its process wants to end. Rejects with OperatorError (exit 3). */
export async function connectInspector(
  url: string,
  label: string,
  interrupted: AbortSignal,
): Promise<InspectorSession> {
  const socket = await webSocketTo(url, { connectWithinMs, largestMessageBytes })
  const calls = new Map<number, Call>()
  const handlers = new Map<string, ((params: unknown) => void)[]>()
  let sent = 0
  let heardMs = performance.now()
  const over = new Promise<void>((resolve) => {
    socket.once('close', () => {
      for (const { reject } of calls.values()) reject(gone(label))
      calls.clear()
      resolve()
    })
  })
  socket.on('message', (data) => {
    heardMs = performance.now()
    const message = Object(JSON.parse(String(data)))
    for (const handler of handlers.get(message.method) ?? []) handler(message.params)
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.error === undefined) call?.resolve(message.result)
    else call?.reject(refused(`answered: ${String(Object(message.error).message).replace(/\.$/, '')}`))
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', () => reject(gone(label)))
  })
  socket.on('error', () => {})

  function send(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    if (socket.readyState !== socket.OPEN) return Promise.reject(gone(label))
    sent += 1
    const id = sent
    const answer = new Promise<unknown>((resolve, reject) => calls.set(id, { resolve, reject }))
    const giveUp = (problem: string) => {
      calls.get(id)?.reject(refused(problem))
      calls.delete(id)
    }
    const watch = setInterval(() => {
      if (performance.now() - heardMs < silentAtMostMs) return
      giveUp(`did not answer ${method} within ${silentAtMostMs / 1000} s`)
    }, 1000)
    let grace: NodeJS.Timeout | undefined
    const cutShort = () => {
      grace = setTimeout(
        () => giveUp(`had not answered ${method} when this was interrupted`),
        afterInterruptionMs,
      )
    }
    if (!interrupted.aborted) interrupted.addEventListener('abort', cutShort, { once: true })
    heardMs = performance.now()
    socket.send(JSON.stringify({ id, method, params }))
    return answer.finally(() => {
      clearInterval(watch)
      clearTimeout(grace)
      interrupted.removeEventListener('abort', cutShort)
    })
  }

  async function end(): Promise<void> {
    if (socket.readyState === socket.CLOSED) return
    socket.close()
    const timer = setTimeout(() => socket.terminate(), endWithinMs)
    await over
    clearTimeout(timer)
  }

  function on(event: string, handler: (params: unknown) => void): void {
    handlers.set(event, [...(handlers.get(event) ?? []), handler])
  }

  // A process that comes to its end would wait for whoever looks into it.
  on('NodeRuntime.waitingForDisconnect', () => socket.close())
  await send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true }).catch(() => {})
  return { send, on, over, end }
}

function gone(label: string): OperatorError {
  return new OperatorError({
    sentence: `The inspector of ${label} ended the session: its process may have ended.`,
    hint: 'See with ps whether the process still runs, and try again.',
    exitCode: 3,
  })
}

function refused(problem: string): OperatorError {
  return new OperatorError({
    sentence: `The inspector of the process ${problem}.`,
    hint: 'Try again; where it stays so, the process is too busy or its version of Node does not support it.',
    exitCode: 3,
  })
}

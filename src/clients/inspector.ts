import type { WebSocket } from 'ws'
import { OperatorError, type World } from '../core/index.ts'
import { catchesUserSignal, inspectorPort, listeningPorts, portIsTaken } from './inspector-target.ts'

/** A session with the inspector of a running Node process (Chrome DevTools Protocol). */
export interface Inspector {
  /** True where the inspector was closed before and will be closed again. */
  openedHere: boolean
  port: number
  /** The result of a method; rejects with an OperatorError (exit 3) where the process refuses or is gone. */
  send(method: string, params?: Record<string, unknown>): Promise<unknown>
  /** Calls `handler` with the parameters of each event of this name. */
  on(event: string, handler: (params: unknown) => void): void
  /** Ends the session and, where it was opened here, the inspector; may be called more than once. */
  close(): Promise<void>
}

const pollMs = 20
const openWithinMs = 5000
const closeWithinMs = 3000
const answerWithinMs = 60_000

/**
 * The inspector of the Node process `pid` of this machine. One that is open already is used and stays open; with `mayOpen`
 * the process is asked by SIGUSR1 to open one on 127.0.0.1, which `close` ends again. Throws OperatorError where there is
 * none or the process is not one that answers SIGUSR1 by opening it: that signal would end any other.
 */
export async function openInspector(
  world: World,
  pid: number,
  { mayOpen }: { mayOpen: boolean },
): Promise<Inspector> {
  const before = await findOpen(world, pid)
  if (before !== null) return connect(world, before, false)
  if (!mayOpen) {
    throw new OperatorError({
      sentence: `Process ${pid} has no open inspector, and opening one changes it.`,
      hint: 'Add --attach: it opens 127.0.0.1:9229 in the process and closes it again. Or start it with node --inspect.',
    })
  }
  askToOpen(world, pid)
  for (let waited = 0; waited < openWithinMs && !world.interrupted.aborted; waited += pollMs) {
    const found = await findOpen(world, pid)
    if (found !== null) return connect(world, found, true)
    await world.sleep(pollMs)
  }
  throw new OperatorError({
    sentence: `Process ${pid} was asked by SIGUSR1 to open its inspector and did not.`,
    hint: 'Its own handler of SIGUSR1 may be in the way, or its event loop never rests. Start it with node --inspect=0.',
    exitCode: 3,
  })
}

function askToOpen(world: World, pid: number): void {
  if (!catchesUserSignal(world.files, pid)) {
    throw new OperatorError({
      sentence: `Process ${pid} is not a Node process that opens its inspector on SIGUSR1: the signal would end it.`,
      hint: 'Choose the process that runs node, or start it with node --inspect (and without --disable-sigusr1).',
    })
  }
  const port = inspectorPort(world.files, pid)
  if (port !== 0 && portIsTaken(world.files, pid, port)) {
    throw new OperatorError({
      sentence: `Port ${port} is taken by another program, so process ${pid} cannot open its inspector there.`,
      hint: 'End the other inspector, or start this process with node --inspect-port=0.',
    })
  }
  try {
    process.kill(pid, 'SIGUSR1')
  } catch (cause) {
    const denied = cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
    throw new OperatorError({
      sentence: denied ? `Process ${pid} belongs to another user.` : `Process ${pid} has ended.`,
      hint: denied ? 'Run as its owner or as root.' : 'Look for the one that took its place with ps -e.',
      cause,
    })
  }
}

/** The port and address at which the inspector of the process answers; null where none of its listening ports is one. */
async function findOpen(world: World, pid: number): Promise<{ port: number; url: string } | null> {
  for (const port of listeningPorts(world.files, pid)) {
    const url = await debuggerUrl(port)
    if (url !== null) return { port, url }
  }
  return null
}

async function debuggerUrl(port: number): Promise<string | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`, {
      signal: AbortSignal.timeout(2000),
      redirect: 'error',
    })
    const targets: unknown = await answer.json()
    const [first] = Array.isArray(targets) ? targets : []
    const url: unknown = Object(first).webSocketDebuggerUrl
    return typeof url === 'string' && Object(first).type === 'node' ? url : null
  } catch {
    // Whatever else listens there does not speak of targets.
    return null
  }
}

async function connect(
  world: World,
  { port, url }: { port: number; url: string },
  openedHere: boolean,
): Promise<Inspector> {
  const { WebSocket } = await import('ws')
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 30 })
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  const handlers = new Map<string, ((params: unknown) => void)[]>()
  let sent = 0
  let closed = false
  const lost = () => gone(port)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', () => reject(lost()))
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(lost())
    waiting.clear()
  })
  socket.on('message', (data) => {
    const message = Object(JSON.parse(String(data)))
    for (const handler of handlers.get(message.method) ?? []) handler(message.params)
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) call?.resolve(message.result)
    else call?.reject(refused(String(Object(message.error).message)))
  })
  const send = (method: string, params: Record<string, unknown> = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== socket.OPEN) {
        reject(lost())
        return
      }
      sent += 1
      const id = sent
      const timer = setTimeout(() => {
        waiting.delete(id)
        reject(
          refused(`${method} was not answered within ${answerWithinMs / 1000} s: its event loop is busy`),
        )
      }, answerWithinMs)
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          then(value)
        }
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
      socket.send(JSON.stringify({ id, method, params }))
    })
  return {
    openedHere,
    port,
    send,
    on: (event, handler) => {
      handlers.set(event, [...(handlers.get(event) ?? []), handler])
    },
    close: async () => {
      if (closed) return
      closed = true
      if (openedHere) await send('Runtime.evaluate', { expression: endInspector }).catch(() => {})
      await ended(socket)
      if (openedHere) await closedPort(world, port)
    },
  }
}

// Ended from inside a session the inspector would wait for that session, so it is ended once the answer is out.
const endInspector = 'void setTimeout(() => process._debugEnd(), 0)'

async function ended(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return
  const over = new Promise((resolve) => socket.once('close', resolve))
  socket.close()
  const timer = setTimeout(() => socket.terminate(), closeWithinMs)
  await over
  clearTimeout(timer)
}

async function closedPort(world: World, port: number): Promise<void> {
  for (let waited = 0; waited < closeWithinMs; waited += pollMs) {
    if ((await debuggerUrl(port)) === null) return
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  await world.errors.write(
    `warning: the inspector on 127.0.0.1:${port} could not be closed; it ends with its process.\n`,
  )
}

function gone(port: number): OperatorError {
  return new OperatorError({
    sentence: `The inspector on 127.0.0.1:${port} ended the session: its process may have ended.`,
    hint: 'See with ps whether the process still runs, and try again.',
    exitCode: 3,
  })
}

function refused(problem: string): OperatorError {
  return new OperatorError({
    sentence: `The inspector of the process answered: ${problem}.`,
    hint: 'Try again; where it stays so, this version of Node does not support it.',
    exitCode: 3,
  })
}

import { OperatorError, type World } from '../core/index.ts'
import { connectInspector, type InspectorSession } from './inspector-session.ts'
import {
  catchesUserSignal,
  hasOtherNetwork,
  inspectorPorts,
  isHalted,
  type Listener,
  listenersOf,
  portIsTaken,
} from './inspector-target.ts'

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
const openWithinMs = 10_000
const closeWithinMs = 5000
const restWithinMs = 500

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
  const before = listenersIn(world, pid)
  const open = await inspectorAmong(candidates(world, pid, before))
  if (open !== null) return inspectorAt(world, pid, open, false)
  assertOpensOnSignal(world, pid)
  if (!mayOpen) {
    throw new OperatorError({
      sentence: `Process ${pid} has no open inspector, and opening one changes it.`,
      hint: 'Add --attach: it opens 127.0.0.1:9229 in the process and closes it again. Or start it with node --inspect.',
    })
  }
  askToOpen(world, pid)
  const known = new Set(before.map(named))
  // Also after Ctrl-C: it will open, and has to be closed again.
  for (let waited = 0; waited < openWithinMs; waited += pollMs) {
    const listeners = listenersIn(world, pid)
    const young = listeners.filter((one) => !known.has(named(one)))
    const found = await inspectorAmong([...young, ...candidates(world, pid, listeners)])
    if (found !== null) return inspectorAt(world, pid, found, true)
    await pause(pollMs)
  }
  throw new OperatorError({
    sentence: `Process ${pid} was asked by SIGUSR1 to open its inspector and did not within ${openWithinMs / 1000} s.`,
    hint: 'It has a handler of its own for SIGUSR1, or native code keeps it busy: it may open 127.0.0.1:9229 later, see ss -ltnp.',
    exitCode: 3,
  })
}

function listenersIn({ files }: World, pid: number): Listener[] {
  const found = listenersOf(files, pid)
  if (!found.ok) {
    const denied = found.reason === 'denied'
    throw new OperatorError({
      sentence: denied ? `Process ${pid} belongs to another user.` : `There is no process ${pid}.`,
      hint: denied ? 'Run as its owner or as root.' : 'List the processes with ps -e.',
    })
  }
  if (hasOtherNetwork(files, pid)) {
    throw new OperatorError({
      sentence: `Process ${pid} has a network of its own, as in a container: its inspector cannot be reached from here.`,
      hint: `Run it in the network of the process: nsenter --net=/proc/${pid}/ns/net lewis-perf diagnose process ${pid} --attach.`,
    })
  }
  return found.listeners
}

/** Where its inspector may be: others that it serves are not asked, for they would take note of it. */
function candidates({ files }: World, pid: number, listeners: readonly Listener[]): Listener[] {
  const ports = inspectorPorts(files, pid)
  const isAny = ports.includes(0)
  return listeners.filter(
    ({ host, port }) => ports.includes(port) || (isAny && (host === '127.0.0.1' || host === '[::1]')),
  )
}

interface Place extends Listener {
  url: string
}

async function inspectorAmong(listeners: readonly Listener[]): Promise<Place | null> {
  for (const listener of listeners) {
    const url = await debuggerUrl(listener)
    if (url !== null) return { ...listener, url }
  }
  return null
}

async function debuggerUrl(listener: Listener): Promise<string | null> {
  try {
    const answer = await fetch(`http://${named(listener)}/json/list`, {
      signal: AbortSignal.timeout(2000),
      redirect: 'error',
    })
    const targets: unknown = await answer.json()
    const [first] = Array.isArray(targets) ? targets : []
    const { id, type } = Object(first)
    return type === 'node' && typeof id === 'string' && /^[\w-]{1,100}$/.test(id)
      ? `ws://${named(listener)}/${id}`
      : null
  } catch {
    // Whatever else listens there does not speak of targets.
    return null
  }
}

function assertOpensOnSignal({ files }: World, pid: number): void {
  if (catchesUserSignal(files, pid)) return
  throw new OperatorError({
    sentence: `Process ${pid} is not a Node process that opens its inspector on SIGUSR1: the signal would end it.`,
    hint: 'Choose the process that runs node, or start it with node --inspect (and without --disable-sigusr1).',
  })
}

function askToOpen(world: World, pid: number): void {
  if (isHalted(world.files, pid)) {
    throw new OperatorError({
      sentence: `Process ${pid} is halted by a signal or a debugger and answers nobody.`,
      hint: `Let it go on with kill -CONT ${pid}, or end the debugger.`,
      exitCode: 3,
    })
  }
  const [port = 0] = inspectorPorts(world.files, pid)
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

async function inspectorAt(world: World, pid: number, place: Place, openedHere: boolean): Promise<Inspector> {
  const session = await connectInspector(place.url, `process ${pid}`, world.interrupted)
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    if (openedHere) await endInspector(session)
    await session.end()
    if (openedHere && !(await isClosed(place)))
      await world.errors.write(
        `warning: the inspector on ${named(place)} could not be closed; it ends with its process.\n`,
      )
  }
  return {
    openedHere,
    port: place.port,
    send: session.send,
    on: session.on,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/**
 * A loop that never rests hears only the second call. What was left of the signal opens the inspector once more when such a
 * loop rests at last: the first call waits until then.
 */
async function endInspector({ send, over }: InspectorSession): Promise<void> {
  const evaluate = (expression: string) => send('Runtime.evaluate', { expression }).catch(() => {})
  await within(closeWithinMs, [evaluate('void setImmediate(() => process._debugEnd())'), over])
  await within(restWithinMs, [over])
  await within(closeWithinMs, [evaluate('process._debugEnd()'), over])
}

async function isClosed(place: Place): Promise<boolean> {
  for (let waited = 0; waited < closeWithinMs; waited += pollMs) {
    if ((await debuggerUrl(place)) === null) return true
    await pause(pollMs)
  }
  return false
}

async function within(ms: number, events: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([...events, late])
  clearTimeout(timer)
}

function named({ host, port }: Listener): string {
  return `${host}:${port}`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process'
import type { Ran, RunRequest } from '../core/index.ts'

const defaultMaximumBytes = 64 * 2 ** 20
/** How long a killed program may take to close its pipes; one that hangs in the kernel never does. */
const closingMs = 200

/** What a program left behind may still print once it has ended itself: then nothing was said for so long. */
const silentMs = 200

/** Runs a program in a process group of its own, which ends with it. Never rejects. */
export async function runProgram(request: RunRequest, interrupted: AbortSignal): Promise<Ran> {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const signals = [
    ...(request.afterInterruption === true ? [] : [interrupted]),
    ...(request.signal === undefined ? [] : [request.signal]),
  ]
  if (signals.some(({ aborted }) => aborted)) return { ...nothing, end: 'stopped' }
  return new Promise((resolve) => {
    const output = new Pieces(request.keptBytes)
    const errors = new Pieces(request.keptBytes)
    let end: Ran['end'] = 'exited'
    let isSettled = false
    let leftRunning = false
    const settle = (exitCode: number | null): void => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', stop)
      for (const stream of [child?.stdout, child?.stderr]) stream?.destroy()
      // One that the kernel does not let go is not waited for.
      child?.unref()
      resolve({
        output: output.text(),
        errors: errors.text(),
        end,
        exitCode: end === 'exited' ? exitCode : null,
        ...(leftRunning ? { leftRunning } : {}),
      })
    }
    const cut = (why: Ran['end']): void => {
      if (end !== 'exited' || child === null) return
      end = why
      killGroup(child)
      setTimeout(() => settle(null), closingMs)
    }
    const stop = (): void => cut('stopped')
    const timer = setTimeout(() => cut('timeout'), request.timeoutMs)
    const child = started(() =>
      spawn(request.program, request.args, {
        stdio: 'pipe',
        detached: request.makesGroup !== true,
        ...(request.directory === undefined ? {} : { cwd: request.directory }),
        ...(request.environment === undefined ? {} : { env: { ...process.env, ...request.environment } }),
      }),
    )
    if (child === null) {
      end = 'missing'
      settle(null)
      return
    }
    for (const signal of signals) signal.addEventListener('abort', stop, { once: true })
    for (const [stream, pieces] of [
      [child.stdout, output],
      [child.stderr, errors],
    ] as const) {
      stream.on('data', (piece: Buffer) => {
        pieces.add(piece)
        if (request.keptBytes === undefined && pieces.bytes > (request.maximumBytes ?? defaultMaximumBytes))
          cut('stopped')
      })
    }
    const { onOutput } = request
    if (onOutput !== undefined) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
      child.stdout.on('data', (piece: Buffer) => onOutput(decoder.decode(piece, { stream: true })))
    }
    // A program that ends without reading its input breaks the pipe, which is its right.
    child.stdin.on('error', () => {})
    child.stdin.end(request.input ?? '')
    child.once('error', () => {
      end = 'missing'
      settle(null)
    })
    child.once('close', settle)
    child.once('exit', (exitCode) => {
      if (request.endsGroup === true && end === 'exited') leftRunning = killGroup(child)
      // The program may have left another behind that keeps its pipes open, as ssh does that shares its connection.
      whenSilent([output, errors], () => settle(exitCode))
    })
  })
}

const nothing: Ran = { output: '', errors: '', end: 'exited', exitCode: null }

/** Null where it cannot even be tried: its arguments are too long, or one holds a NUL. */
function started(start: () => ChildProcessWithoutNullStreams): ChildProcessWithoutNullStreams | null {
  try {
    return start()
  } catch {
    return null
  }
}

/** Calls `then` once no piece was added for a while; one timer does not tell, for the process may have been busy elsewhere. */
function whenSilent(all: readonly Pieces[], then: () => void): void {
  const bytes = () => all.reduce((sum, pieces) => sum + pieces.bytes, 0)
  const before = bytes()
  setTimeout(() => {
    setImmediate(() => (bytes() === before ? then() : whenSilent(all, then)))
  }, silentMs).unref()
}

class Pieces {
  readonly #pieces: Buffer[] = []
  readonly #keptBytes: number
  bytes = 0

  constructor(keptBytes = Number.POSITIVE_INFINITY) {
    this.#keptBytes = keptBytes
  }

  add(piece: Buffer): void {
    const room = this.#keptBytes - this.bytes
    if (room > 0) this.#pieces.push(piece.subarray(0, room))
    this.bytes += piece.length
  }

  text(): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(this.#pieces))
  }
}

/** Whether there was anything in the group. */
function killGroup(child: ChildProcess): boolean {
  if (child.pid === undefined) return false
  try {
    return process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
    return false
  }
}

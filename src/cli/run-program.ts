import type { ChildProcess } from 'node:child_process'
import type { Ran, RunRequest } from '../core/index.ts'

const defaultMaximumBytes = 64 * 2 ** 20
/** How long a killed program may take to close its pipes; one that hangs in the kernel never does. */
const closingMs = 200

/** Runs a program in a process group of its own, which ends with it. Never rejects. */
export async function runProgram(request: RunRequest, interrupted: AbortSignal): Promise<Ran> {
  const { spawn } = process.getBuiltinModule('node:child_process')
  if (interrupted.aborted || request.signal?.aborted) return { ...nothing, end: 'stopped' }
  return new Promise((resolve) => {
    const output = new Pieces()
    const errors = new Pieces()
    let end: Ran['end'] = 'exited'
    const settle = (exitCode: number | null): void => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', stop)
      for (const stream of [child.stdout, child.stderr]) stream?.destroy()
      resolve({
        output: output.text(),
        errors: errors.text(),
        end,
        exitCode: end === 'exited' ? exitCode : null,
      })
    }
    const cut = (why: Ran['end']): void => {
      if (end !== 'exited') return
      end = why
      killGroup(child)
      setTimeout(() => settle(null), closingMs)
    }
    const stop = (): void => cut('stopped')
    const signals = request.signal === undefined ? [interrupted] : [interrupted, request.signal]
    const child = spawn(request.program, request.args, { stdio: 'pipe', detached: true })
    const timer = setTimeout(() => cut('timeout'), request.timeoutMs)
    for (const signal of signals) signal.addEventListener('abort', stop, { once: true })
    for (const [stream, pieces] of [
      [child.stdout, output],
      [child.stderr, errors],
    ] as const) {
      stream.on('data', (piece: Buffer) => {
        pieces.add(piece)
        if (pieces.bytes > (request.maximumBytes ?? defaultMaximumBytes)) cut('stopped')
      })
    }
    // A program that ends without reading its input breaks the pipe, which is its right.
    child.stdin.on('error', () => {})
    child.stdin.end(request.input ?? '')
    child.once('error', () => {
      end = 'missing'
      settle(null)
    })
    child.once('close', settle)
  })
}

const nothing: Ran = { output: '', errors: '', end: 'exited', exitCode: null }

class Pieces {
  readonly #pieces: Buffer[] = []
  bytes = 0

  add(piece: Buffer): void {
    this.#pieces.push(piece)
    this.bytes += piece.length
  }

  text(): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(this.#pieces))
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

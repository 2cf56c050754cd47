import { constants, fstatSync, openSync, writeSync } from 'node:fs'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Sink } from '../core/index.ts'

const retryMs = 2
/** After Ctrl-C a reader that takes nothing for this long is given up. */
const patienceMs = 500
const longText = 16_384

/** Standard output (1) or standard error (2). */
export function standardSink(descriptor: 1 | 2, interrupted: AbortSignal): Sink {
  return isCharacterDevice(descriptor)
    ? streamSink(descriptor === 1 ? process.stdout : process.stderr)
    : descriptorSink(descriptor, interrupted)
}

// Pipes and files are written to directly: process.stdout would first load node:net, a tenth of the start.
function descriptorSink(descriptor: number, interrupted: AbortSignal): Sink {
  const isPipe = fstatSync(descriptor).isFIFO()
  let open = true
  let target = descriptor
  return {
    async write(text) {
      const bytes = Buffer.from(text)
      if (bytes.length > longText && target === descriptor && isPipe) target = withoutWaiting(descriptor)
      let waitedMs = 0
      for (let from = 0; open && from < bytes.length; ) {
        try {
          from += writeSync(target, bytes, from)
          waitedMs = 0
        } catch (error) {
          if (codeOf(error) === 'EPIPE') open = false
          else if (codeOf(error) !== 'EAGAIN') throw error
          else if (interrupted.aborted && waitedMs > patienceMs) open = false
          await setTimeout(retryMs)
          waitedMs += retryMs
        }
      }
      // So that Ctrl-C is heard between two pieces of a long result.
      if (bytes.length > longText) await setImmediate()
    },
    get open() {
      return open
    },
    isTerminal: false,
    columns: undefined,
  }
}

/** The same pipe opened once more, so that a full one says so in place of stopping the event loop; else `descriptor`. */
function withoutWaiting(descriptor: number): number {
  try {
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch {
    return descriptor
  }
}

function streamSink(stream: NodeJS.WriteStream): Sink {
  let open = true
  // Without a listener a terminal that hangs up would end the process with a stack.
  stream.on('error', () => {
    open = false
  })
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()))
      }),
    get open() {
      return open
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.isTTY ? stream.columns : undefined
    },
  }
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    // A closed descriptor: writing to the stream says so in the usual way.
    return true
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

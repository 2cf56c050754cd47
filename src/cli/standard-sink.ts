import { fstatSync, writeSync } from 'node:fs'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Sink } from '../core/index.ts'

const retryMs = 2
/** Longer texts let the event loop turn, so that Ctrl-C is heard between two pieces of a long result. */
const longText = 16_384

/** Standard output (1) or standard error (2). */
export function standardSink(descriptor: 1 | 2): Sink {
  return isCharacterDevice(descriptor)
    ? streamSink(descriptor === 1 ? process.stdout : process.stderr)
    : descriptorSink(descriptor)
}

// Pipes and files are written to directly: process.stdout would first load node:net, a tenth of the start.
function descriptorSink(descriptor: number): Sink {
  let open = true
  return {
    async write(text) {
      const bytes = Buffer.from(text)
      for (let written = 0; open && written < bytes.length; ) {
        try {
          written += writeSync(descriptor, bytes, written)
        } catch (error) {
          if (codeOf(error) === 'EPIPE') open = false
          else if (codeOf(error) !== 'EAGAIN') throw error
          else await setTimeout(retryMs)
        }
      }
      if (text.length > longText) await setImmediate()
    },
    get open() {
      return open
    },
    isTerminal: false,
    columns: undefined,
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

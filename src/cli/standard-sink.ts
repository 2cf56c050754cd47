import { fstatSync, write as fsWrite, writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
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
  const writeLong = longWriter(descriptor, interrupted)
  let open = true
  const write = async (bytes: Buffer, from: number): Promise<number> => {
    try {
      return await (bytes.length > longText ? writeLong(bytes, from) : writeSync(descriptor, bytes, from))
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return setTimeout(retryMs, 0)
      if (codeOf(error) !== 'EPIPE') throw error
      return stuck
    }
  }
  return {
    async write(text) {
      const bytes = Buffer.from(text)
      for (let from = 0; open && from < bytes.length; ) {
        const count = await write(bytes, from)
        if (count === stuck) open = false
        else from += count
      }
    },
    get open() {
      return open
    },
    isTerminal: false,
    columns: undefined,
  }
}

/** In place of a count: the reader is gone, or takes nothing any more. */
const stuck = -1

// A long text waits for a slow reader outside the event loop, so that Ctrl-C is heard meanwhile.
function longWriter(
  descriptor: number,
  interrupted: AbortSignal,
): (bytes: Buffer, from: number) => Promise<number> {
  let writes = 0
  let giveUp = (): void => {}
  const watchReader = (): void => {
    let seen = writes
    setInterval(() => {
      if (writes === seen) giveUp()
      seen = writes
    }, patienceMs).unref()
  }
  if (interrupted.aborted) watchReader()
  else interrupted.addEventListener('abort', watchReader, { once: true })
  return (bytes, from) =>
    new Promise((resolve, reject) => {
      giveUp = () => resolve(stuck)
      fsWrite(descriptor, bytes, from, (error, count) => {
        writes += 1
        if (error) reject(error)
        else resolve(count)
      })
    })
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

import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { FileSystemSpace, Files, Gathered, MissingReason, Platform, World } from '../core/index.ts'
import { askAtTerminal } from './ask-at-terminal.ts'
import { runProgram } from './run-program.ts'
import { standardSink } from './standard-sink.ts'
import { version } from './version.ts'

const pollMs = 10
const maximumUnpackedBytes = 512 * 2 ** 20

/** The real world: this process, its files and its streams. Aborts `interrupted` on SIGINT, SIGTERM and SIGHUP. */
export function nodeWorld(): World {
  const interrupted = interruption()
  return {
    toolVersion: version,
    clock: { epochMs: Date.now, monotonicMs: () => performance.now() },
    environment: process.env,
    directory: workingDirectory(),
    files: nodeFiles,
    platform: nodePlatform,
    standardInput: () => readStandardInput(interrupted),
    streamAt: (path) => (isPipe(path) ? readPipe(path, interrupted) : null),
    ask: (question) => askAtTerminal(question, interrupted),
    sleep: (ms) => sleep(ms, interrupted),
    run: (request) => runProgram(request, interrupted),
    output: standardSink(1, interrupted),
    errors: standardSink(2, interrupted),
    interrupted,
  }
}

const nodeFiles: Files = {
  text: (path, maximumBytes) => gather(() => decode(unpacked(readBytes(path, maximumBytes)))),
  kernelText: (path, maximumBytes) => gather(() => kernelText(path, maximumBytes)),
  entries: (path) => gather(() => readdirSync(path)),
  link: (path) => gather(() => readlinkSync(path)),
  size: (path) =>
    gather(() => {
      const status = statSync(path)
      if (status.isDirectory()) throw new Error('a directory has no text')
      return status.size
    }),
  records: (path, maximumBytes) => gather(() => lossy.decode(readRecords(path, maximumBytes))),
  space: (path) =>
    gather((): FileSystemSpace => {
      const space = statfsSync(path)
      return {
        totalBytes: space.blocks * space.bsize,
        availableBytes: space.bavail * space.bsize,
        usedBytes: (space.blocks - space.bfree) * space.bsize,
        inodes: { total: space.files, free: space.ffree },
      }
    }),
}

const lossy = new TextDecoder('utf-8', { ignoreBOM: true })

/** What was written as FILE.gz reads as the text in it. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  return process.getBuiltinModule('node:zlib').gunzipSync(bytes, { maxOutputLength: maximumUnpackedBytes })
}

const asText = { encoding: 'utf8', flag: 'r' } as const

/** There are more than a thousand to a diagnosis: in one call, those of the kernel itself take half the time. */
function kernelText(path: string, maximumBytes: number | undefined): string {
  if (!path.startsWith('/proc/') && !path.startsWith('/sys/'))
    return lossy.decode(readBytes(path, maximumBytes))
  const text = readFileSync(path, asText)
  if (maximumBytes !== undefined && text.length > maximumBytes) throw new Error('the file is too long')
  return text
}

/** One for all files: there may be a hundred thousand of them. */
let readingBuffer: Buffer | null = null

function readBytes(path: string, maximumBytes: number | undefined): Buffer {
  if (maximumBytes === undefined) return readFileSync(path)
  // Reading past the limit tells a file that is too long, also one that grows or has no size, such as a pipe.
  readingBuffer ??= Buffer.allocUnsafeSlow(2 ** 16)
  const buffer = readingBuffer
  const pieces: Buffer[] = []
  const file = openSync(path, 'r')
  try {
    for (let total = 0; ; ) {
      const count = readSync(file, buffer, 0, buffer.length, null)
      if (count === 0) return Buffer.concat(pieces)
      total += count
      if (total > maximumBytes) throw new Error('the file is too long')
      pieces.push(Buffer.from(buffer.subarray(0, count)))
    }
  } finally {
    closeSync(file)
  }
}

/** UTF-8 only: a byte that is not text makes the file unreadable, not a replacement character. */
function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

function readRecords(path: string, maximumBytes: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const buffer = Buffer.allocUnsafe(2 ** 14)
  const pieces: Buffer[] = []
  try {
    for (let total = 0; total < maximumBytes; ) {
      const count = readNow(file, buffer)
      if (count <= 0) break
      total += count
      pieces.push(Buffer.from(buffer.subarray(0, count)))
    }
    return Buffer.concat(pieces)
  } finally {
    closeSync(file)
  }
}

function gather<T>(read: () => T): Gathered<T> {
  try {
    return { ok: true, value: read(), atMs: Date.now() }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): MissingReason {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // The last is a process that ended while its file was read.
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESRCH') return 'absent'
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'unreadable'
}

// node:os is loaded only where a probe asks for it: most commands never do.
const os = () => process.getBuiltinModule('node:os')

const nodePlatform: Platform = {
  os: process.platform,
  nodeVersion: process.versions.node,
  v8Version: process.versions.v8,
  get kernel() {
    return `${os().type()} ${os().release()}`
  },
  cpuModel: () => os().cpus()[0]?.model.trim() ?? 'unknown',
  cores: () => os().cpus().length,
  memoryBytes: () => os().totalmem(),
}

const sameWishMs = 1000

function interruption(): AbortSignal {
  const controller = new AbortController()
  let firstMs = 0
  const stop = () => {
    if (controller.signal.aborted) {
      // timeout(1) signals the process and then its group: that is one wish.
      if (performance.now() - firstMs < sameWishMs) return
      // A second Ctrl-C means: now.
      process.stderr.write('note: ended at once: what was measured is lost\n')
      process.exit(130)
    }
    firstMs = performance.now()
    controller.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return controller.signal
}

async function sleep(ms: number, interrupted: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: interrupted }).catch(() => {})
}

/** All of a named pipe; whoever waits for one that says nothing is let go at Ctrl-C. */
async function readPipe(path: string, interrupted: AbortSignal): Promise<Gathered<string>> {
  // A waiting read would keep even an interrupted process alive, so nothing here waits but the timer.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const buffer = Buffer.allocUnsafe(2 ** 16)
  const pieces: Buffer[] = []
  try {
    while (!interrupted.aborted) {
      const count = readNow(file, buffer)
      if (count > 0) pieces.push(Buffer.from(buffer.subarray(0, count)))
      // Nothing to read before the first byte only means that nobody writes yet.
      else if (count === 0 && pieces.length > 0)
        return { ok: true, value: decode(Buffer.concat(pieces)), atMs: Date.now() }
      else await setTimeout(pollMs)
    }
    return { ok: false, reason: 'timeout' }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  } finally {
    closeSync(file)
  }
}

/** Bytes read; 0 at the end, -1 where there are none yet. */
function readNow(file: number, buffer: Buffer): number {
  try {
    return readSync(file, buffer, 0, buffer.length, null)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EAGAIN') return -1
    // The kernel log overwrote what would have come next: the read after it goes on with what is there.
    if (code === 'EPIPE') return readNow(file, buffer)
    throw error
  }
}

async function readStandardInput(interrupted: AbortSignal): Promise<Gathered<string>> {
  const pieces: Buffer[] = []
  const read = async (): Promise<Gathered<string>> => {
    try {
      for await (const piece of process.stdin) pieces.push(Buffer.from(piece))
      return { ok: true, value: decode(Buffer.concat(pieces)), atMs: Date.now() }
    } catch (error) {
      return { ok: false, reason: reasonOf(error) }
    }
  }
  const letGo = new Promise<Gathered<string>>((resolve) => {
    interrupted.addEventListener('abort', () => resolve({ ok: false, reason: 'timeout' }), { once: true })
  })
  return Promise.race([read(), letGo])
}

function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false
}

/** The root where the working directory was removed under us: absolute paths still work. */
function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    return '/'
  }
}

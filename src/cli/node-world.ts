import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs'
import type { FileSystemSpace, Files, Gathered, MissingReason, Platform, World } from '../core/index.ts'
import { standardSink } from './standard-sink.ts'
import { version } from './version.ts'

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
    standardInput: readStandardInput,
    output: standardSink(1, interrupted),
    errors: standardSink(2, interrupted),
    interrupted,
  }
}

const nodeFiles: Files = {
  text: (path, maximumBytes) => gather(() => readText(path, maximumBytes)),
  entries: (path) => gather(() => readdirSync(path)),
  link: (path) => gather(() => readlinkSync(path)),
  size: (path) =>
    gather(() => {
      const status = statSync(path)
      if (status.isDirectory()) throw new Error('a directory has no text')
      return status.size
    }),
  space: (path) =>
    gather((): FileSystemSpace => {
      const space = statfsSync(path)
      return { totalBytes: space.blocks * space.bsize, availableBytes: space.bavail * space.bsize }
    }),
}

function readText(path: string, maximumBytes: number | undefined): string {
  if (maximumBytes === undefined) return decode(readFileSync(path))
  // Reading one byte past the limit tells a file that is too long, also one that grows or has no size, such as a pipe.
  const buffer = Buffer.allocUnsafe(Math.min(maximumBytes, 2 ** 20) + 1)
  const pieces: Buffer[] = []
  const file = openSync(path, 'r')
  try {
    for (let total = 0; ; ) {
      const count = readSync(file, buffer, 0, buffer.length, null)
      if (count === 0) return decode(Buffer.concat(pieces))
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

function gather<T>(read: () => T): Gathered<T> {
  try {
    return { ok: true, value: read(), atMs: Date.now() }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): MissingReason {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent'
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

async function readStandardInput(): Promise<Gathered<string>> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of process.stdin) pieces.push(Buffer.from(piece))
    return { ok: true, value: decode(Buffer.concat(pieces)), atMs: Date.now() }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function interruption(): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    // A second Ctrl-C means: now.
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return controller.signal
}

/** The root where the working directory was removed under us: absolute paths still work. */
function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    return '/'
  }
}

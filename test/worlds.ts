import { readdirSync, readFileSync, readlinkSync, realpathSync, statfsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Clock, FileSystemSpace, Files, Gathered, MissingReason, Platform } from '../src/core/index.ts'

/** What stands at a path: a text, a link, or the reason why it cannot be had. */
export type LiteralFile = string | { link: string } | { missing: MissingReason }

/** Files as a test writes them down; folders follow from the paths, and what is not written down is absent. */
export function literalFiles(
  contents: Readonly<Record<string, LiteralFile>>,
  spaces: Readonly<Record<string, Partial<FileSystemSpace>>> = {},
): Files {
  const at = (path: string): LiteralFile =>
    (Object.hasOwn(contents, path) ? contents[path] : undefined) ?? absent
  return {
    kernelText(path, maximumBytes) {
      return this.text(path, maximumBytes)
    },
    text(path, maximumBytes = Number.POSITIVE_INFINITY) {
      const file = at(path)
      if (typeof file !== 'string') return missing('missing' in file ? file.missing : 'unreadable')
      return Buffer.byteLength(file) > maximumBytes ? missing('unreadable') : known(file)
    },
    entries(path) {
      const folder = path.endsWith('/') ? path : `${path}/`
      const below = Object.keys(contents).filter((name) => name.startsWith(folder) && name !== folder)
      const names = new Set(below.map((name) => name.slice(folder.length).split('/')[0] ?? ''))
      return names.size > 0 ? known([...names].sort()) : missing('absent')
    },
    link(path) {
      const file = at(path)
      if (typeof file === 'string') return missing('unreadable')
      return 'link' in file ? known(file.link) : missing(file.missing)
    },
    size(path) {
      const file = at(path)
      if (typeof file === 'string') return known(Buffer.byteLength(file))
      return missing('missing' in file ? file.missing : 'unreadable')
    },
    space(path) {
      const space = Object.hasOwn(spaces, path) ? spaces[path] : undefined
      return space === undefined ? missing('absent') : known({ ...noSpace, ...space })
    },
    records(path, maximumBytes) {
      return this.text(path, maximumBytes)
    },
  }
}

/** The real files below `directory`, as if it were `/`; what leads out of it is absent. */
export function rootedFiles(directory: string): Files {
  const root = realpathSync(directory)
  const inside = (path: string): string => {
    const real = realpathSync(join(root, path))
    if (root !== '/' && real !== root && !real.startsWith(`${root}/`))
      throw Object.assign(new Error(), { code: 'ENOENT' })
    return real
  }
  return {
    kernelText(path, maximumBytes) {
      return this.text(path, maximumBytes)
    },
    text: (path, maximumBytes = Number.POSITIVE_INFINITY) =>
      attempt(() => {
        const bytes = readFileSync(inside(path))
        if (bytes.length > maximumBytes) throw new Error('too long')
        return bytes.toString('utf8')
      }),
    entries: (path) => attempt(() => readdirSync(inside(path)).sort()),
    link: (path) =>
      attempt(() => readlinkSync(join(inside(resolve('/', path, '..')), path.split('/').at(-1) ?? ''))),
    size: (path) => attempt(() => statSync(inside(path)).size),
    space: (path) =>
      attempt(() => {
        const { blocks, bavail, bfree, bsize, files, ffree } = statfsSync(inside(path))
        return {
          totalBytes: blocks * bsize,
          availableBytes: bavail * bsize,
          usedBytes: (blocks - bfree) * bsize,
          inodes: { total: files, free: ffree },
        }
      }),
    records(path, maximumBytes) {
      return this.text(path, maximumBytes)
    },
  }
}

/** The first of several worlds of files that does not answer `absent`. */
export function layeredFiles(...layers: readonly Files[]): Files {
  const first = <T>(ask: (files: Files) => Gathered<T>): Gathered<T> => {
    const answers = layers.map(ask)
    return answers.find((answer) => answer.ok || answer.reason !== 'absent') ?? missing('absent')
  }
  return {
    text: (path, maximumBytes) => first((files) => files.text(path, maximumBytes)),
    kernelText: (path, maximumBytes) => first((files) => files.kernelText(path, maximumBytes)),
    entries: (path) => first((files) => files.entries(path)),
    link: (path) => first((files) => files.link(path)),
    size: (path) => first((files) => files.size(path)),
    space: (path) => first((files) => files.space(path)),
    records: (path, maximumBytes) => first((files) => files.records(path, maximumBytes)),
  }
}

/** A Linux machine as the runtime sees it, with what a test changes of it. */
export function literalPlatform(changes: Partial<Platform> = {}): Platform {
  return {
    os: 'linux',
    nodeVersion: '20.19.0',
    v8Version: '11.3',
    kernel: '6.1.0',
    cpuModel: () => 'Model of the runtime',
    cores: () => 64,
    memoryBytes: () => 256 * 2 ** 30,
    ...changes,
  }
}

/** A clock that stands still. */
export function stillClock(epochMs = 0): Clock {
  return { epochMs: () => epochMs, monotonicMs: () => 0 }
}

const noSpace: FileSystemSpace = {
  totalBytes: 0,
  availableBytes: 0,
  usedBytes: 0,
  inodes: { total: 0, free: 0 },
}
const absent = { missing: 'absent' } as const

function known<T>(value: T): Gathered<T> {
  return { ok: true, value, atMs: 0 }
}

function missing(reason: MissingReason): Gathered<never> {
  return { ok: false, reason }
}

function attempt<T>(read: () => T): Gathered<T> {
  try {
    return known(read())
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return missing('absent')
    return missing(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'unreadable')
  }
}

import type { Files, Gathered, Ran, RunRequest, World } from '../src/core/index.ts'
import { literalFiles, literalPlatform, stillClock } from './worlds.ts'

/** A world without a machine behind it, and what was written to it. */
export interface FakeWorld {
  world: World
  output(): string
  errors(): string
}

/** `changes` over a world of a silent 80-column pipe, a UTF-8 locale, no files and an empty standard input. */
export function fakeWorld(
  changes: {
    environment?: Record<string, string>
    files?: Files
    directory?: string
    standardInput?: Gathered<string>
    /** What somebody types; without it there is no terminal to ask at. */
    answer?: string
    isTerminal?: boolean
    columns?: number
    interrupted?: AbortSignal
    /** Throws or rejects in place of writing to standard output. */
    writeOutput?: (text: string) => Promise<void>
    outputOpen?: () => boolean
    /** What other programs answer; without it there are none. */
    run?: (request: RunRequest) => Promise<Ran>
  } = {},
): FakeWorld {
  const written = { output: '', errors: '' }
  const world: World = {
    toolVersion: '1.2.3',
    clock: stillClock(),
    environment: changes.environment ?? { LANG: 'C.UTF-8' },
    directory: changes.directory ?? '/',
    files: changes.files ?? literalFiles({}),
    platform: literalPlatform(),
    standardInput: async () => changes.standardInput ?? { ok: true, value: '', atMs: 0 },
    streamAt: () => null,
    ask: async () => changes.answer ?? null,
    sleep: async () => {},
    run: changes.run ?? (async () => ({ output: '', errors: '', end: 'missing', exitCode: null })),
    output: {
      write: async (text) => {
        await changes.writeOutput?.(text)
        written.output += text
      },
      get open() {
        return changes.outputOpen?.() ?? true
      },
      isTerminal: changes.isTerminal ?? false,
      columns: changes.columns,
    },
    errors: {
      write: async (text) => {
        written.errors += text
      },
      open: true,
      isTerminal: false,
      columns: undefined,
    },
    interrupted: changes.interrupted ?? new AbortController().signal,
  }
  return { world, output: () => written.output, errors: () => written.errors }
}

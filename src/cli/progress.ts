import { type Doing, type Envelope, type LineRoom, maskSecrets, type World } from '../core/index.ts'
import { showsUnicode } from './look.ts'

/** What is going on, for somebody who waits. */
export interface Progress {
  /** The first one is what starts the spinner; a text alone is for a terminal, and no line of a log. */
  update(doing: string | Doing): void
  /** A line of its own on standard error, also with --quiet. Resolves when it was handed on. */
  announce(text: string): Promise<void>
  stop(): void
}

/** Fewer rows than this are written before anybody would look. */
const longRows = 20_000
/** Measurements may run meanwhile: it must not draw often. */
const frameMs = 250
/** The spinner and its blank, and the last column, at which terminals break lines. */
const takenColumns = 3

/** A spinner on standard error; in pipes, in CI and on dumb terminals plain lines; nothing of both with --quiet. */
export function newProgress(world: World, quiet: boolean): Progress {
  const { CI, TERM } = world.environment
  if (quiet) return silent(world)
  // A terminal that states no width cannot be drawn on: the spinner would clear lines without end.
  return world.errors.isTerminal && world.errors.columns && !CI && TERM !== 'dumb'
    ? drawn(world)
    : logged(world)
}

function silent(world: World): Progress {
  return { update() {}, announce: (text) => writeLine(text, world), stop() {} }
}

function logged(world: World): Progress {
  return {
    ...silent(world),
    update(doing) {
      // A log that cannot be written is no reason to end a measurement.
      if (typeof doing !== 'string' && doing.log !== null) void writeLine(doing.log, world).catch(() => {})
    },
  }
}

function drawn(world: World): Progress {
  let current = ''
  let spinner: { text: string; clear(): unknown; stop(): unknown } | null = null
  let isStopped = false
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora')
    if (!isStopped)
      spinner = ora({ text: current, discardStdin: false, spinner: { interval: frameMs, frames } }).start()
  }
  return {
    update(doing) {
      if (isStopped) return
      if (current === '') void start()
      current = maskSecrets(typeof doing === 'string' ? doing : doing.line(roomOf(world)))
      if (spinner !== null) spinner.text = current
    },
    announce(text) {
      spinner?.clear()
      return writeLine(text, world)
    },
    stop() {
      isStopped = true
      spinner?.stop()
    },
  }
}

const frames = ['-', '\\', '|', '/']

function roomOf({ errors, environment }: World): LineRoom {
  return { columns: (errors.columns ?? 80) - takenColumns, unicode: showsUnicode(environment) }
}

function writeLine(text: string, world: World): Promise<void> {
  return world.errors.write(`${maskSecrets(text)}\n`)
}

/** The same while long results are written. */
export function rowsProgress(envelopes: readonly Envelope[], world: World, quiet: boolean): Progress {
  const isLong = envelopes.some(({ tables }) => tables.some(({ rest }) => (rest?.count ?? 0) >= longRows))
  if (!isLong) return silent(world)
  const progress = newProgress(world, quiet)
  progress.update('writing rows')
  return progress
}

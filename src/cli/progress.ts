import type { Envelope, World } from '../core/index.ts'

/** What is going on, for somebody who waits. */
export interface Progress {
  /** The first text is what starts the spinner. */
  update(text: string): void
  stop(): void
}

/** Fewer rows than this are written before anybody would look. */
const longRows = 20_000
/** Measurements may run meanwhile: it must not draw often. */
const frameMs = 250

const silent: Progress = { update() {}, stop() {} }

/** A spinner on standard error; silent in pipes, in CI, on dumb terminals and with --quiet. */
export function newProgress(world: World, quiet: boolean): Progress {
  const { CI, TERM } = world.environment
  // A terminal that states no width cannot be drawn on: the spinner would clear lines without end.
  if (quiet || !world.errors.isTerminal || !world.errors.columns || CI || TERM === 'dumb') return silent
  let current = ''
  let spinner: { text: string; stop(): unknown } | null = null
  let isStopped = false
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora')
    if (!isStopped)
      spinner = ora({ text: current, discardStdin: false, spinner: { interval: frameMs, frames } }).start()
  }
  return {
    update(text) {
      if (isStopped) return
      if (current === '') void start()
      current = text
      if (spinner !== null) spinner.text = text
    },
    stop() {
      isStopped = true
      spinner?.stop()
    },
  }
}

const frames = ['-', '\\', '|', '/']

/** The same while long results are written. */
export function rowsProgress(envelopes: readonly Envelope[], world: World, quiet: boolean): Progress {
  const isLong = envelopes.some(({ tables }) => tables.some(({ rest }) => (rest?.count ?? 0) >= longRows))
  if (!isLong) return silent
  const progress = newProgress(world, quiet)
  progress.update('writing rows')
  return progress
}

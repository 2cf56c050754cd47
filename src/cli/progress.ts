import type { Envelope, World } from '../core/index.ts'

/** What is going on, for somebody who waits. */
export interface Progress {
  update(text: string): void
  stop(): void
}

/** Fewer rows than this are written before anybody would look. */
const longRows = 20_000

const silent: Progress = { update() {}, stop() {} }

/** A spinner on standard error while long results are written; silent in pipes, in CI, on dumb terminals and with --quiet. */
export async function startProgress(
  envelopes: readonly Envelope[],
  world: World,
  quiet: boolean,
): Promise<Progress> {
  const isLong = envelopes.some(({ tables }) => tables.some(({ rest }) => (rest?.count ?? 0) >= longRows))
  const { CI, TERM } = world.environment
  // A terminal that states no width cannot be drawn on: the spinner would clear lines without end.
  if (!isLong || quiet || !world.errors.isTerminal || !world.errors.columns || CI || TERM === 'dumb')
    return silent
  const { default: ora } = await import('ora')
  const spinner = ora({ text: 'writing rows', discardStdin: false }).start()
  return {
    update: (text) => {
      spinner.text = text
    },
    stop: () => {
      spinner.stop()
    },
  }
}

import type { World } from '../core/index.ts'
import { type Colour, type Look, plainColour } from '../report/index.ts'

/** How the result is to look on standard output, from the terminal, the environment and the flags. */
export async function lookOf(
  world: Pick<World, 'environment' | 'output'>,
  flags: { noColor: boolean; verbose: boolean; quiet: boolean },
): Promise<Look> {
  return {
    width: widthOf(world),
    unicode: showsUnicode(world.environment),
    colour: wantsColour(world, flags.noColor) ? await terminalColour() : plainColour,
    verbose: flags.verbose,
    quiet: flags.quiet,
  }
}

/** The terminal's columns, else COLUMNS, else 80; never under 40. */
export function widthOf({ environment, output }: Pick<World, 'environment' | 'output'>): number {
  const columns = output.columns ?? Number(environment.COLUMNS ?? Number.NaN)
  return Number.isInteger(columns) && columns > 0 ? Math.max(columns, 40) : 80
}

/** The first of LC_ALL, LC_CTYPE and LANG that is set decides; none is the C locale, which is ASCII. */
export function showsUnicode(environment: World['environment']): boolean {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || 'C'
  return /utf-?8/i.test(locale)
}

/** --no-color, then FORCE_COLOR, NO_COLOR and TERM=dumb, and otherwise whether standard output is a terminal. */
export function wantsColour(
  { environment, output }: Pick<World, 'environment' | 'output'>,
  noColor: boolean,
): boolean {
  if (noColor) return false
  const forced = environment.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (environment.NO_COLOR) return false
  return environment.TERM !== 'dumb' && output.isTerminal
}

/** Colours of the terminal. */
export async function terminalColour(): Promise<Colour> {
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  // chalk joins all its arguments, so it must not be handed to map as it is.
  const painter = (paint: (text: string) => string) => (text: string) => paint(text)
  return {
    bold: painter(chalk.bold),
    dim: painter(chalk.dim),
    red: painter(chalk.red),
    green: painter(chalk.green),
    yellow: painter(chalk.yellow),
    cyan: painter(chalk.cyan),
  }
}

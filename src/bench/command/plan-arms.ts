import type { CommandRun } from '../../comparison/index.ts'
import { OperatorError } from '../../core/index.ts'
import { combinationsOf, filledIn, type Parameter } from './expand-parameters.ts'

/** What is measured, before parameters are put in. */
export interface PlannedCommands {
  commands: readonly string[]
  /** By command; the command line itself where there is none. */
  names: readonly string[]
  parameters: readonly Parameter[]
  /** One for all commands, one each, or none: before every run, and after it. */
  prepare: readonly string[]
  conclude: readonly string[]
  /** Before the first and after the last run of each command. */
  setup: string | null
  cleanup: string | null
}

/** One command with one combination of values, and its runs so far. */
export interface Arm {
  command: string
  /** Of no other arm. */
  name: string
  values: Record<string, string>
  setup: string | null
  prepare: string | null
  conclude: string | null
  cleanup: string | null
  runs: CommandRun[]
}

/**
 * Every command with every combination of values. Throws OperatorError (exit 2) for another number of `prepare` or `conclude` than
 * of commands, a parameter that is given twice, and one that no text holds.
 */
export function planArms(planned: PlannedCommands): Arm[] {
  const { commands, names, parameters, setup, cleanup } = planned
  assertParameters(planned)
  const values = combinationsOf(parameters)
  const arms = commands.flatMap((command, index) => {
    const texts = {
      command,
      setup,
      prepare: chosen(planned.prepare, index, { count: commands.length, option: '--prepare' }),
      conclude: chosen(planned.conclude, index, { count: commands.length, option: '--conclude' }),
      cleanup,
    }
    return values.map((one): Arm => {
      const filled = (text: string | null) => (text === null ? null : filledIn(text, one))
      return {
        command: filledIn(texts.command, one),
        name: nameWith(names[index] ?? command, one),
        values: one,
        setup: filled(texts.setup),
        prepare: filled(texts.prepare),
        conclude: filled(texts.conclude),
        cleanup: filled(texts.cleanup),
        runs: [],
      }
    })
  })
  return numbered(arms)
}

function assertParameters({
  commands,
  parameters,
  prepare,
  conclude,
  setup,
  cleanup,
}: PlannedCommands): void {
  const texts = [...commands, ...prepare, ...conclude, setup ?? '', cleanup ?? '']
  const names = parameters.map(({ name }) => name)
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index)
      throw new OperatorError({
        sentence: `The parameter ${name} is given twice.`,
        hint: `Give all its values at once: --parameter-list ${name}=a,b,c.`,
      })
    if (!texts.some((text) => text.includes(`{${name}}`)))
      throw new OperatorError({
        sentence: `The parameter ${name} does nothing: no command holds {${name}}.`,
        hint: `Write {${name}} where its value belongs, or leave the parameter out.`,
      })
  }
}

function chosen(
  texts: readonly string[],
  index: number,
  { count, option }: { count: number; option: string },
): string | null {
  if (texts.length > 1 && texts.length !== count) {
    throw new OperatorError({
      sentence: `${option} is given ${texts.length} times for ${count === 1 ? 'one command' : `${count} commands`}.`,
      hint: `Give ${option} once for all commands, or once for each.`,
    })
  }
  return texts[texts.length === 1 ? 0 : index] ?? null
}

/** What the name does not hold stands behind it: `make (branch=main)`. */
function nameWith(name: string, values: Record<string, string>): string {
  const unnamed = Object.entries(values).filter(([key]) => !name.includes(`{${key}}`))
  const filled = filledIn(name, values)
  return unnamed.length === 0
    ? filled
    : `${filled} (${unnamed.map(([key, value]) => `${key}=${value}`).join(', ')})`
}

/** The same name a second time is `name (2)`. */
function numbered(arms: readonly Arm[]): Arm[] {
  return arms.map((arm, index) => {
    const before = arms.slice(0, index).filter(({ name }) => name === arm.name).length
    return before === 0 ? arm : { ...arm, name: `${arm.name} (${before + 1})` }
  })
}

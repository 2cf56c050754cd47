import type { CommanderError, Command as Program } from 'commander'
import { OperatorError, suggestion } from '../core/index.ts'
import { quoted } from './option-value.ts'

/** What commander found wrong with the command line, in our words, with the nearest thing that exists. */
export function explainUsage(
  error: CommanderError,
  program: Program,
  argv: readonly string[],
): OperatorError {
  const target = commandOf(program, argv)
  const name = pathOf(target)
  const help = `Run ${name} --help.`
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownOption':
      return usage(`${name} has no option ${named}.`, suggestion(named, flagsOf(target), help))
    case 'commander.unknownCommand':
    case 'commander.excessArguments': {
      const words = target.commands.map((command) => command.name())
      const word = error.code === 'commander.unknownCommand' ? named : firstExcess(target)
      if (words.length === 0) return usage(`${name} takes no further word, got ${quoted(word)}.`, help)
      return usage(
        `${name} has no command ${quoted(word)}.`,
        suggestion(word, words, `Choose one of ${words.join(', ')}.`),
      )
    }
    case 'commander.missingArgument':
      return usage(`${name} needs ${named.toUpperCase()}.`, help)
    case 'commander.optionMissingArgument':
      return usage(
        `${named.split(/[ ,]+/).at(-2) ?? named} needs a value.`,
        `Write ${named}; ${name} --help has examples.`,
      )
    default:
      return usage(`${error.message.replace(/^error: /, '').split('\n')[0]}.`, help)
  }
}

function usage(sentence: string, hint: string): OperatorError {
  return new OperatorError({ sentence, hint })
}

function commandOf(program: Program, argv: readonly string[]): Program {
  let found = program
  for (const word of argv) found = found.commands.find((command) => command.name() === word) ?? found
  return found
}

function pathOf(program: Program): string {
  return program.parent === null ? program.name() : `${pathOf(program.parent)} ${program.name()}`
}

function flagsOf(program: Program): string[] {
  return [...program.options, ...(program.parent?.options ?? [])].flatMap(({ long }) => (long ? [long] : []))
}

function firstExcess(program: Program): string {
  return program.args[program.registeredArguments.length] ?? ''
}

import type { Command } from '../commands/index.ts'

/** What stands under the list of commands. */
export const topHelp = `
Examples:
  lewis-perf size --profile lewis --scans-per-hour 100 --users 20 \\
    --retention-days 365
  lewis-perf size --help

Exit codes:
  0   pass, or a note
  1   a limit, gate or check failed; with --strict also a warning
  2   wrong flags, profile or input file
  3   could not measure, or could not write the result
  4   inconclusive
  130 interrupted, after what there was had been written`

/** Examples and exit codes under a command's options. */
export function commandHelp({ examples, exitCodes }: Command): string {
  const shown = examples.map(({ command, shows }) => `  # ${shows}\n${wrapped(command)}`)
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padEnd(4)}${meaning}`)
  return `\nExamples:\n${shown.join('\n')}\n\nExit codes:\n${codes.join('\n')}`
}

/** A long command line continued with backslashes, so that it fits 80 columns and can be pasted. */
function wrapped(command: string): string {
  const lines: string[] = []
  let line = ' '
  for (const word of command.split(/ (?=--|\||>)/)) {
    if (line.trim() !== '' && line.length + word.length > 76) {
      lines.push(`${line} \\`)
      line = '   '
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\n')
}

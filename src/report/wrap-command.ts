import { displayWidth } from './display-width.ts'

const word = /(?:'[^']*'|"[^"]*"|[^\s'"])+/g

/**
 * A shell command on lines of at most `width` columns that can still be copied: each broken line ends with ` \`.
 * What a break could change (comments, here-documents, backslashes, open quotes) stays on one line.
 */
export function wrapCommand(prefix: string, command: string, width: number): string[] {
  const words = command.match(word) ?? []
  const whole = prefix + command
  if (displayWidth(whole) <= width || /[#\\`]|<</.test(command) || words.join(' ') !== command) return [whole]
  const indent = ' '.repeat(prefix.length + 2)
  const lines: string[] = []
  let line = prefix + (words[0] ?? '')
  words.slice(1).forEach((next, index) => {
    const reserve = index === words.length - 2 ? 0 : 2
    if (displayWidth(line) + 1 + displayWidth(next) + reserve <= width) {
      line += ` ${next}`
    } else {
      lines.push(`${line} \\`)
      line = indent + next
    }
  })
  return [...lines, line]
}

import { characterWidth, displayWidth } from './display-width.ts'

/**
 * Lines of at most `width` columns, broken at blanks.
 * A longer word stays whole on a line of its own, unless it is of ideographs or `breakWords` is set.
 */
export function wrapText(text: string, width: number, breakWords = false): string[] {
  return wrapAfter('', text, width, '', breakWords)
}

/** As `wrapText`: the first line goes on after `prefix`, the others are indented by `indent`. */
export function wrapAfter(
  prefix: string,
  text: string,
  width: number,
  indent: string,
  breakWords = false,
): string[] {
  const lines: string[] = []
  let line = prefix
  for (const word of text
    .split(' ')
    .flatMap((whole) => fragments(whole, width - indent.length, breakWords))) {
    if (line === '') {
      line = word
    } else if (displayWidth(line) + 1 + displayWidth(word) <= width) {
      line += ` ${word}`
    } else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line]
}

function fragments(word: string, width: number, breakWords: boolean): string[] {
  if (word === '') return []
  const wordWidth = displayWidth(word)
  const ofIdeographs = wordWidth > [...word].length
  if (wordWidth <= width || !(breakWords || ofIdeographs)) return [word]
  const parts: string[] = []
  let part = ''
  let partWidth = 0
  for (const character of word) {
    const next = characterWidth(character)
    if (part !== '' && partWidth + next > width) {
      parts.push(part)
      part = ''
      partWidth = 0
    }
    part += character
    partWidth += next
  }
  return [...parts, part]
}

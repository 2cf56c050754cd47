import { asciiText } from './ascii-text.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import type { Look } from './look.ts'

/** One line of text as the screen can show it: cleaned, and in ASCII where `look` asks for it. */
export function terminalLine(text: string, look: Look): string {
  const line = cleanLine(text)
  return look.unicode ? line : asciiText(line)
}

/** A command as typed, line by line: cleaned like other text, but with its blanks, which may be quoted. */
export function terminalCommand(text: string, look: Look): string[] {
  const lines = cleanText(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return look.unicode ? lines : lines.map(asciiText)
}

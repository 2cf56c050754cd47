import { asciiText } from './ascii-text.ts'
import { cleanText } from './clean-text.ts'
import { characterWidth, displayWidth } from './display-width.ts'

/** `text` in exactly `width` columns: cleaned of control characters, in ASCII where asked, padded or cut off. */
export function fitText(
  text: string,
  width: number,
  { unicode, align = 'left' }: { unicode: boolean; align?: 'left' | 'right' },
): string {
  const clean = cleanText(text).replace(/\s/g, ' ')
  const shown = cutAt(unicode ? clean : asciiText(clean), width)
  const blanks = ' '.repeat(width - displayWidth(shown))
  return align === 'left' ? shown + blanks : blanks + shown
}

function cutAt(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let shown = ''
  let used = 0
  for (const character of text) {
    used += characterWidth(character)
    if (used > width) break
    shown += character
  }
  return shown
}

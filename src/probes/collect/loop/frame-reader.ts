import type { Sample } from '../collected.ts'
import { parseFrames } from '../parse-frames.ts'
import { markerPath } from '../shell-reading.ts'

/** Whoever prints so much without the end of a frame prints something else. */
const longestFrame = 64 * 2 ** 20

/** Takes pieces of what `loopScript` prints; tells each frame as soon as it is whole, and drops what is none. */
export function frameReader(nonce: string, onFrame: (sample: Sample) => void): (piece: string) => void {
  const end = `cat: ${markerPath(nonce)}/!end: Not a directory\n`
  let text = ''
  return (piece) => {
    const searched = Math.max(0, text.length - end.length)
    text += piece
    for (let at = text.indexOf(end, searched); at >= 0; at = text.indexOf(end)) {
      const { samples } = parseFrames(text.slice(0, at + end.length), nonce)
      text = text.slice(at + end.length)
      const sample = samples.at(-1)
      if (sample !== undefined) onFrame(sample)
    }
    if (text.length > longestFrame) text = ''
  }
}

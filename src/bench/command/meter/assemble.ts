/** An instruction in bytes, one that ends with a 32-bit distance to a label, one word of aarch64 with a distance in it, or `label:`. */
export type Line = string | readonly number[] | readonly [...number[], { to: string }] | Branch

/** A branch of aarch64: the distance in words goes into so many bits of `word` (26 from bit 0, 19 and 14 from bit 5). */
export interface Branch {
  word: number
  bits: 14 | 19 | 26
  to: string
}

/** The bytes of `lines`, every label replaced by its distance. Throws where a label is not there. */
export function assemble(lines: readonly Line[]): Uint8Array {
  const places = placesOf(lines)
  const code: number[] = []
  for (const line of lines) {
    if (typeof line === 'string') continue
    if ('word' in line) {
      const words = (placeOf(places, line.to) - code.length) / 4
      const field = (words & (2 ** line.bits - 1)) << (line.bits === 26 ? 0 : 5)
      code.push(...littleEndian((line.word | field) >>> 0))
      continue
    }
    for (const part of line) {
      if (typeof part === 'number') code.push(part)
      else code.push(...littleEndian((placeOf(places, part.to) - code.length - 4) >>> 0))
    }
  }
  return Uint8Array.from(code)
}

function placesOf(lines: readonly Line[]): Map<string, number> {
  const places = new Map<string, number>()
  let at = 0
  for (const line of lines) {
    if (typeof line === 'string') places.set(line.slice(0, -1), at)
    else if ('word' in line) at += 4
    else for (const part of line) at += typeof part === 'number' ? 1 : 4
  }
  return places
}

function placeOf(places: ReadonlyMap<string, number>, label: string): number {
  const place = places.get(label)
  if (place === undefined) throw new Error(`no label ${label}`)
  return place
}

function littleEndian(word: number): number[] {
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]
}

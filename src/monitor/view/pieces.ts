import { fitText, type PictureRoom } from '../../report/index.ts'

/** A part of a line: its text in so many columns, painted as it is to be. */
export interface Piece {
  text: string
  columns: number
  align?: 'left' | 'right'
  paint?: (text: string) => string
}

/** Pieces side by side in at most `room.columns` columns: what does not fit any more is cut off. Blanks at the end are left out. */
export function lineOf(pieces: readonly Piece[], { columns, unicode }: PictureRoom): string {
  let left = columns
  const painted: string[] = []
  const last = pieces.length - 1
  for (const [index, { text, columns: wanted, align = 'left', paint = unpainted }] of pieces.entries()) {
    const width = Math.min(wanted, left)
    left -= width
    const fitted = fitText(text, Math.max(0, width), { unicode, align })
    painted.push(paint(index === last ? fitted.trimEnd() : fitted))
  }
  return painted.join('')
}

/** A piece of blanks. */
export function gap(columns: number): Piece {
  return { text: '', columns }
}

/** One text over the whole line. */
export function wholeLine(text: string, room: PictureRoom, paint?: (text: string) => string): string {
  return lineOf([{ text, columns: room.columns, ...(paint === undefined ? {} : { paint }) }], room)
}

function unpainted(text: string): string {
  return text
}

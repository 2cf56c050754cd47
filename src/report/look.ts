import type { Envelope } from '../core/index.ts'

/** How to paint a piece of text; the identity where there is no colour. */
export interface Colour {
  bold: (text: string) => string
  dim: (text: string) => string
  red: (text: string) => string
  green: (text: string) => string
  yellow: (text: string) => string
  cyan: (text: string) => string
}

/** No colour at all: for files, pipes and tests. */
export const plainColour: Colour = {
  bold: (text) => text,
  dim: (text) => text,
  red: (text) => text,
  green: (text) => text,
  yellow: (text) => text,
  cyan: (text) => text,
}

/** The screen that a result is shown on: its width in columns, whether it shows more than ASCII, and how much to say. */
export interface Look {
  width: number
  unicode: boolean
  colour: Colour
  verbose: boolean
  quiet: boolean
}

/** Turns results into text: the pieces, joined in order, are the file; it ends with a newline unless it is empty. */
export type Reporter = (envelopes: readonly Envelope[], look: Look) => Iterable<string>

import type { Colour } from './look.ts'

/** The room for a picture on a whole terminal. */
export interface PictureRoom {
  columns: number
  rows: number
  /** False where only ASCII can be shown. */
  unicode: boolean
  colour: Colour
}

/** A key as it was pressed: its name (`a`, `up`, `escape`, `return`) and the text that it types, empty where it types none. */
export interface PressedKey {
  name: string
  text: string
}

/** A picture on the whole terminal that changes while a command runs: the command makes it, the command line draws it. */
export interface LivePicture {
  /** At most as many lines as there are rows, none wider than the columns. */
  lines(room: PictureRoom): string[]
  press(key: PressedKey): void
}

/** A picture while it is drawn. */
export interface LiveScreen {
  /** Draws it anew. */
  draw(): void
  /** Takes it away and gives the terminal back as it was. */
  stop(): void
}

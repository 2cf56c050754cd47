const pieceLength = 65_536

/** `texts` joined to pieces of about 64 KiB, so that long files are written in few calls and bounded memory. */
export function* inPieces(texts: Iterable<string>): Iterable<string> {
  let piece: string[] = []
  let length = 0
  for (const text of texts) {
    piece.push(text)
    length += text.length
    if (length >= pieceLength) {
      yield piece.join('')
      piece = []
      length = 0
    }
  }
  if (length > 0) yield piece.join('')
}

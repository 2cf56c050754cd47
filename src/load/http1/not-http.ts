/** What bytes that are no HTTP/1 look like, with what to do about it; null where they are like nothing in particular. */
export function otherProtocol(bytes: Uint8Array, length: number): string | null {
  const at = (place: number): number => (place < length ? (bytes[place] ?? 0) : -1)
  // An alert or a handshake, of any version.
  if ((at(0) === 0x15 || at(0) === 0x16) && at(1) === 3) return 'it speaks TLS: write https://'
  // A frame of settings on stream 0.
  if (length >= 9 && at(3) === 4 && at(5) + at(6) + at(7) + at(8) === 0)
    return 'it speaks HTTP/2: add --http2'
  return null
}

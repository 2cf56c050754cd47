const token =
  /<\?xml [^?<>]*\?>|<!doctype html>|<\/([A-Za-z][\w-]*)>|<([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
const badText = /&(?!(?:amp|lt|gt|quot|#39|#10|#9);)|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** What keeps markup from being well formed, or null: open and closed elements, quoted attributes, entities, XML 1.0 characters. */
export function malformed(text: string, emptyElements: readonly string[] = []): string | null {
  const open: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (match === null) return `cannot be read at ${JSON.stringify(text.slice(at, at + 60))}`
    const [whole, closed, opened, attributes = '', selfClosed, words = ''] = match
    const bad = badText.exec(attributes + words)
    if (bad !== null) return `has ${JSON.stringify(bad[0])} in ${JSON.stringify(whole.slice(0, 60))}`
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map((name) => name[1])
    if (new Set(names).size < names.length) return `has an attribute twice in ${whole}`
    if (closed !== undefined && open.pop() !== closed) return `closes ${closed} that is not open`
    if (opened !== undefined && selfClosed !== '/' && !emptyElements.includes(opened)) open.push(opened)
  }
  return open.length === 0 ? null : `leaves ${open.join(', ')} open`
}

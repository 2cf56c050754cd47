/** The first sentence of `text`, without its full stop. */
export function firstSentence(text: string): string {
  const match = /^(.*?)[.!](?=\s+[A-Z0-9/"'([]|\s*$)/s.exec(text.trim())
  return match?.[1] ?? text.trim()
}

const openings = new Set([
  'A',
  'All',
  'An',
  'At',
  'Every',
  'In',
  'It',
  'No',
  'On',
  'One',
  'Some',
  'The',
  'There',
  'This',
])

/** `text` as it goes on after a colon: its first word small where that is no name. */
export function continued(text: string): string {
  const [first = ''] = text.split(' ', 1)
  return openings.has(first) ? first.toLowerCase() + text.slice(first.length) : text
}

const longestWord = 60

/** `text` with every word cut that could not be wrapped on a screen: a path, a list without blanks. */
export function withShortWords(text: string): string {
  return text.replace(/\S+/g, (word) =>
    word.length > longestWord ? `${word.slice(0, longestWord - 3)}...` : word,
  )
}

/** `text` in at most `length` characters: cut before a word, which three dots show. */
export function cutTo(text: string, length: number): string {
  if (text.length <= length) return text
  const room = Math.max(0, length - 4)
  const end = text.lastIndexOf(' ', room)
  return `${text.slice(0, end > room / 2 ? end : room).replace(/[\s,;:]+$/, '')} ...`
}

/** The same, but rather cut where a part of the sentence ends, which needs no dots, if enough is left. */
export function cutToClause(text: string, length: number): string {
  if (text.length <= length) return text
  const [clause = ''] = /^.*(?=[,;:] )/.exec(text.slice(0, length + 2)) ?? []
  return clause.length > length / 2 ? clause : cutTo(text, length)
}

/** Whether `pattern`, in which `*` stands for any characters, is the whole of `key`. Its time grows with the product of both at most. */
export function matchesPattern(pattern: string, key: string): boolean {
  let at = 0
  let position = 0
  let star = -1
  let resumeAt = 0
  while (at < key.length) {
    if (pattern[position] === '*') {
      star = position
      resumeAt = at
      position += 1
    } else if (position < pattern.length && pattern[position] === key[at]) {
      position += 1
      at += 1
    } else if (star >= 0) {
      position = star + 1
      resumeAt += 1
      at = resumeAt
    } else {
      return false
    }
  }
  while (pattern[position] === '*') position += 1
  return position === pattern.length
}

/** The word in brackets in a kernel list of choices such as `always [madvise] never`, or the only word; null for neither. */
export function parseChosenWord(text: string): string | null {
  const chosen = /\[([^\]\s]{1,64})\]/.exec(text)?.[1]
  return chosen ?? /^[^\s[\]]{1,64}$/.exec(text.trim())?.[0] ?? null
}

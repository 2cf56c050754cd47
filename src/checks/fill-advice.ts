import type { Advice } from '../core/index.ts'

/** `advice` with each `{name}` replaced: shell-quoted in commands, plain in texts, in capitals where no word is known. */
export function fillAdvice(advice: readonly Advice[], names: Readonly<Record<string, string>>): Advice[] {
  return advice.map(({ text, command, persist, undo, risk }) => ({
    text: fill(text, names, (word) => word),
    ...(command === undefined ? {} : { command: fill(command, names, quoted) }),
    ...(persist === undefined ? {} : { persist: fill(persist, names, quoted) }),
    ...(undo === undefined ? {} : { undo: fill(undo, names, quoted) }),
    ...(risk === undefined ? {} : { risk }),
  }))
}

function fill(
  text: string,
  names: Readonly<Record<string, string>>,
  write: (word: string) => string,
): string {
  return text.replace(/\{([a-z][A-Za-z]*)\}/g, (_, name: string) => {
    const word = Object.hasOwn(names, name) ? names[name] : undefined
    return word === undefined ? name.toUpperCase() : write(word)
  })
}

/** A word that a shell reads as one word, whatever is in it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

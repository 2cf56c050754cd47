const interpreter = /^(?:node(?:js)?|python|pypy|ruby|perl|php|java|(?:ba|da|z|k)?sh)[\d.]*$/
/** What follows is code, not the name of a file. */
const takesCode = new Set(['-e', '-p', '-pe', '-c', '--eval', '--print'])
const takesValue = new Set([
  ...['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions'],
  ...['-W', '-X', '-I', '-cp', '-classpath', '--class-path'],
])
const takesName = new Set(['-m', '-jar'])

/**
 * The names by which an operator may call a process: what the kernel calls it, its program, and the script that it runs with
 * and without its ending. `command` is /proc/PID/cmdline.
 */
export function processNames(name: string, command: string): string[] {
  const [program = '', ...words] = command.split('\0')
  // Servers write what they do over their command line: `gunicorn: master [app]`.
  const own = lastPart(program.replace(/:(?: .*)?$/s, '')).replace(/^-/, '')
  const script = interpreter.test(own) ? scriptIn(words) : null
  const names = [name, own, ...(script === null ? [] : [script, withoutEnding(script)])]
  return [...new Set(names)].filter((one) => one !== '')
}

function scriptIn(words: readonly string[]): string | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (takesCode.has(word)) return null
    if (takesName.has(word)) return lastPart(words[at + 1] ?? '')
    if (takesValue.has(word)) at += 1
    else if (!word.startsWith('-')) return lastPart(word)
  }
  return null
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function withoutEnding(file: string): string {
  return file.replace(/\.(?:[cm]?[jt]s|py|pyc|rb|pl|php|sh|jar)$/, '')
}

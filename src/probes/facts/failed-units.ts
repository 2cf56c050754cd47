/**
 * The units in `systemctl --failed --plain --no-legend`, some versions of which begin a line with a dot or a cross; null for
 * a text that is no such list.
 */
export function parseFailedUnits(text: string): string[] | null {
  const units = text.split('\n').flatMap((line) => {
    const [unit = '', loaded = ''] = line
      .replace(/^[●×*]/, '')
      .trim()
      .split(/ +/)
    return /^(?:loaded|not-found|bad-setting|error|masked|merged|stub)$/.test(loaded) && unit.includes('.')
      ? [unit]
      : []
  })
  return units.length === 0 && !/^\s*(?:0 loaded units listed.*)?$/s.test(text) ? null : units
}
